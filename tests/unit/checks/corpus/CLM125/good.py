"""Reads and fits tables."""

# pip install scikit-learn==1.7.2 opencv-python==4.11.0.86 pillow==11.3.0 PyYAML==6.0.2 bs4==0.0.2
# pip install 'dataclasses==0.8; python_version < "3.7"' DateTime==5.5 jwt==1.4.0 importlib-metadata==8.7.0
# pip install https://example.com/sklearn-1.0-py3-none-any.whl GDAL==3.8.4 typing-extensions==4.15.0 six==1.17.0
import os

table = os.environ["table"]
