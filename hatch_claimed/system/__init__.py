"""The two places that reach the machine: the files of a project, and processes."""
