"""Takes a default from inside a function."""
import os


def user():
    name = 'nobody'
    return os.getenv('owner', name)


print(user(), os.getenv('group', 'users'))
