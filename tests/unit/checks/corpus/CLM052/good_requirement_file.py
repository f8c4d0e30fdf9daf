"""A file of requirements serves many scripts."""

# pip install -r requirements.txt
print(1)
