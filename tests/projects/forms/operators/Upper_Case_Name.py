"""Has upper case in its name."""
import os

Name = os.getenv("Name", "Value")
