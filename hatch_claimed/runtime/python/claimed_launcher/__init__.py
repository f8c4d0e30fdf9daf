"""What runs an operator inside its image: arguments and environment in, the user's script as `__main__`, files out.

Python 3.9 and newer, standard library only. Every start of an operator pays for what is imported here: no
`dataclasses`, `typing` or `pathlib`, and what only some runs need is imported by them.
"""
