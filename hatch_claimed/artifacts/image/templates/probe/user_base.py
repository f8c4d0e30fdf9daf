"""Prints the folder that holds the packages which a user has for itself, where there are any. For any Python."""

import os
import site

place = site.getusersitepackages()
if site.ENABLE_USER_SITE and os.path.isdir(place) and os.listdir(place):
    print(site.getuserbase())
