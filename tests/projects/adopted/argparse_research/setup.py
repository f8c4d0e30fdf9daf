from setuptools import find_packages, setup

setup(name="gauges", version="0.3.0", packages=find_packages(include=["utils*"]))
