"""Says where the maximum is."""

import os
import subprocess
import sys
import urllib.request
from subprocess import check_call

os.system("pip install -q numpy==2.1.3 'pandas>=2'")
subprocess.run(f"{sys.executable} -m pip install scipy", shell=True)
check_call([sys.executable, "-m", "pip", "install", os.environ["package"]])
subprocess.run("pip install seaborn".split())
subprocess.Popen(["conda", "install", "gdal"])
os.system("wget https://example.com/tools.py -O tools.py && python tools.py")
urllib.request.urlretrieve("https://example.com/levels/helper.py?raw=1", "helper.py")
os.system("pip install --index-url https://user:secret@example.com/simple levels")

try:
    import polars
except ImportError:
    import pip

    pip.main(["install", "polars"])
