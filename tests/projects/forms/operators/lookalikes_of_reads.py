"""Reads settings from a file of its own; only one value comes from outside."""

import os
import configparser


class Settings:
    environ = {'api': 'https://example.org'}

    def getenv(self, name, default=None):
        return self.environ.get(name, default)


def getenv(name):
    return configparser.ConfigParser().get('env', name)


settings = Settings()
api = settings.getenv('api')
other = settings.environ['api_version']
own = getenv('own')
if 'CI' in str(os.environ):
    print(len(os.environ), os.environ.copy())
del settings.environ['api']
settings.environ['result'] = 'no output'
# The only one.
token = os.getenv('token')
