"""Count stations."""
# the table
path = os.getenv('path', 'stations.csv')


def main():
    logging.info('counting %s', path)
    sys.exit(not re.match('[a-z]', path))


main()
