"""Says which GDAL is there."""

# yum -y update
# dnf -y install gdal git
import subprocess

subprocess.run(["gdalinfo", "--version"])
