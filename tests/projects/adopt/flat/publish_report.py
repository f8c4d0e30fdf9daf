"""Publishes a report."""

# pip install requests==2.32.3

import os

import requests

# Where to send it.
address = os.getenv("address")

# Who may send it.
token = os.getenv("token")

if __name__ == "__main__":
    requests.post(address, headers={"Authorization": token}, data=open("template.html").read(), timeout=30)
