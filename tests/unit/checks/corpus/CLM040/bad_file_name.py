"""bad_file_name.py"""

print(1)
