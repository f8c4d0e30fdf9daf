"""Says which GDAL is there."""

# apt install gdal-bin
# apt-get update && apt-get install -y --no-install-recommends libgl1 git
