"""Chooses a default by the day of the week."""
import datetime
import os

queue = 'weekday'
if datetime.date.today().weekday() > 4:
    queue = 'weekend'
# The queue that takes the job.
target = os.getenv('target', queue)
backup = os.getenv('backup', 'night')
print(target, backup)
