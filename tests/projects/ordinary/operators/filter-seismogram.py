"""Filters a seismogram with a band-pass, and writes its spectrum."""

# pip install obspy==1.4.1 scipy==1.14.1 numpy==1.26.4
import hashlib
import logging
import os
import sys
from pathlib import Path

import numpy as np
from obspy import read
from scipy.signal import butter, sosfiltfilt, welch

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
log = logging.getLogger(__name__)

# Waveform file, in a format that ObsPy reads
waveform = os.environ["waveform"]
# SHA-256 that the file must have
checksum = os.getenv("checksum", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
# Lower corner in Hz
low_pass = float(os.getenv("low_pass", "0.5"))
# Upper corner in Hz
high_pass = float(os.getenv("high_pass", "8"))
# How often the filter is applied
n_passes = int(os.getenv("n_passes", "1"))

# Power spectrum, as CSV
os.environ["spectrum"] = "spectrum.csv"

EVENT_ID = "smi:ch.ethz.sed/sc20a/Event/2019aabbccdd"
DATASET_KEY = "waveforms"
PASSBAND = [low_pass, high_pass]


def band_pass(data, rate):
    sos = butter(4, PASSBAND, btype="bandpass", fs=rate, output="sos")
    for _ in range(n_passes):
        data = sosfiltfilt(sos, data)
    return data


def main():
    found = hashlib.sha256(Path(waveform).read_bytes()).hexdigest()
    if found != checksum:
        log.error("checksum of %s is %s", waveform, found)
        sys.exit(1)
    stream = read(waveform)
    trace = stream[0]
    data = band_pass(trace.data.astype(float), trace.stats.sampling_rate)
    print(f"passed {PASSBAND[0]}-{PASSBAND[1]} Hz", trace.id)
    frequency, power = welch(data, fs=trace.stats.sampling_rate, nperseg=1024)
    np.savetxt(os.environ["spectrum"], np.column_stack([frequency, power]), delimiter=",", header="frequency,power")


if __name__ == "__main__":
    main()
