"""Has names that mean something to those who read the artifacts."""
import os

kind = os.getenv('class', 'a')
identity = os.getenv('id', '1')
version = os.getenv('version', '2')
name = os.getenv('name', 'x')
target = os.getenv('outdir', 'y')
script = os.getenv('script', 'z')
args = int(os.getenv('args', 1))
print(kind, identity, version, name, target, script, args)
