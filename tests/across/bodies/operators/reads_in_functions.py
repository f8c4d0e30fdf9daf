"""Reads where it needs the values."""
import os


def measure(station=os.getenv('station', 'Kehl'), times=int(os.getenv('times', 2))):
    unit = os.getenv('unit', 'cm')
    return f"{station} {times} {unit} {os.environ.get('suffix', '')!r}"


class Sensor:
    port = os.getenv('port', '/dev/ttyS0')


print(measure(), Sensor.port)
