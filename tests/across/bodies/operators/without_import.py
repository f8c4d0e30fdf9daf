"""Uses os without an import, as users of C3 do."""
count = int(os.getenv('count', 5))
place = os.environ.get('place', 'Kehl')
print(count, place)
