"""The stores of grid wrappers, in which workers agree on who does which batch: each is one value, in `registry`.

Settings, parameters, libraries of images, rules and pages follow from the values. The coordinator in the image reads
what it needs of them from `stores.json`.
"""
