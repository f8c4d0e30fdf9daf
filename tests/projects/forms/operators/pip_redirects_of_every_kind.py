"""Sends what pip says elsewhere."""

# pip install numpy==1.26.4 > /dev/null 2>&1  # quiet
# pip install scipy 1>/dev/null 2>/dev/null
# pip install pandas >> pip.log
# pip install 'xarray>=2023' 2>&1 | tee pip.log
# pip install rich<14 attrs>23
import os

name = os.getenv('name')
