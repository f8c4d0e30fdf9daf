"""Has numbers that formats write in several ways."""
import os

small = float(os.getenv('small', 1e-05))
large = float(os.getenv('large', 1e22))
whole = float(os.getenv('whole', 3))
endless = float(os.getenv('endless', float('inf')))
below = int(os.getenv('below', -1))
beyond = int(os.getenv('beyond', 2**63))
exact = int(os.getenv('exact', 2**53 + 1))
text = int(os.getenv('text', '0042'))
seed = int(os.environ['seed'])
none = os.getenv('none')
print(small, large, whole, endless, below, beyond, exact, text, seed, none)
