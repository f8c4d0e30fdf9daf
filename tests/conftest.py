from hypothesis import settings

# how long an example takes says more of the machine than of the code
settings.register_profile("default", deadline=None)
settings.load_profile("default")
