# -*- coding: latin-1 -*-
"""Grüße aus Zürich."""
import os

# die Höhe in Metern
hoehe = float(os.getenv('hoehe', 408))
ort = os.getenv('ort', 'Zürich')
