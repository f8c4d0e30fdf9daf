"""Count."""

import os

p0 = os.getenv('batch_id', '1')
p1 = os.getenv('first', '1')
p2 = os.getenv('second', '1')
p3 = os.getenv('class', '1')
p4 = os.getenv('LOG_LEVEL', '1')
p5 = os.getenv('third', '1')
p6 = os.getenv('fourth', '1')
p7 = os.getenv('fifth', '1')
p8 = os.getenv('sixth', '1')
