"""Ends where no name may end."""
import os

end = os.getenv("end")
