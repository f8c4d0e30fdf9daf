"""Says where the maximum is."""

import os
import subprocess
import sys
import urllib.request

# pip install polars==1.9
os.system("wget https://example.com/data.csv")
os.system("python tools.py")
subprocess.run([sys.executable, "-m", "pip", "--version"])
subprocess.run(["python", "install.py"])
urllib.request.urlretrieve("https://example.com/levels.csv", "levels.csv")
print("pip install numpy")

try:
    import polars
except ImportError:
    subprocess.check_call([sys.executable, "-m", "pip", "install", "polars"])
