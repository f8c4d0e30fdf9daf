"""Sends one message when a run is over."""

import os
import smtplib

# Who gets it.
recipient = os.environ['recipient']
smtp_host = os.environ["smtp_host"]

columns = {'subject': 'done'}
with smtplib.SMTP(smtp_host) as server:
    server.sendmail('robot@example.org', recipient, columns['subject'])
