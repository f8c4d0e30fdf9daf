BARS = '▁▂▃▄▅▆▇█'


def sparkline(values):
    low, high = min(values), max(values)
    width = (high - low) or 1
    return ''.join(BARS[int((value - low) / width * (len(BARS) - 1))] for value in values)
