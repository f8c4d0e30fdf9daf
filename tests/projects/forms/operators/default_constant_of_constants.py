"""Builds constants from constants."""
import os

HOST: str = 'example.org'
PORT = PORT_OF_TESTS = 8080
URL = 'https://' + HOST + ':' + str(PORT)

url = os.getenv('url', URL)
port = int(os.getenv('port', PORT))
test_port = int(os.getenv('test_port', PORT_OF_TESTS + 1))
