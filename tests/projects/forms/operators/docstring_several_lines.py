"""
Makes a mosaic of scenes.

Scenes are put side by side:
    - the newest on top
    - clouds are left out

Ends here.
"""

import os

scenes = os.getenv('scenes')


def mosaic():
    """
    A function's docstring describes the function.
    """


mosaic()
