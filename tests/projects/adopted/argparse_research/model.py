"""The models: a line, or a constant."""


def predict(backbone, slope, bias, hour):
    return bias if backbone == 'constant' else slope * hour + bias


def gradient(backbone, slope, bias, batch, limit):
    errors = [predict(backbone, slope, bias, hour) - level for _, hour, level in batch]
    steps = [
        0.0 if backbone == 'constant' else sum(e * row[1] for e, row in zip(errors, batch)) / len(batch),
        sum(errors) / len(batch),
    ]
    return [max(-limit, min(limit, step)) for step in steps]


def error(backbone, slope, bias, rows):
    return sum((predict(backbone, slope, bias, hour) - level) ** 2 for _, hour, level in rows) / len(rows)
