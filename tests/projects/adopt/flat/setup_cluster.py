"""Prints what the cluster has."""

import subprocess

print(subprocess.run(["kubectl", "get", "nodes"], capture_output=True, text=True).stdout)
