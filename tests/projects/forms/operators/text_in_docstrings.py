"""
Shows how to use itself:

    import os
    value = os.getenv('docstring_value', 5)
    os.environ['docstring_output'] = 'x'
    # pip install docstring
"""

import os


def helper():
    """
    >>> os.getenv('example')
    # pip install example
    """


class Helper:
    '''os.environ['class_output'] = "x"'''


value = os.getenv('value', 5)
