"""Decides by cases."""
import os

match os.getenv('form', 'csv'):
    case 'csv':
        # a sign
        separator = os.getenv('separator', ',')
    case _ if bool(os.getenv('strict', True)):
        raise SystemExit("os.getenv('error')")
