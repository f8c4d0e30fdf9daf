"""Takes None from a name."""
import os

NOTHING = None
region = os.getenv('region', NOTHING)
country = os.getenv('country', 'CH')
print(region, country)
