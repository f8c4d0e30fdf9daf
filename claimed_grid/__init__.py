"""The coordinator of a grid wrapper: it spreads batches over any number of workers, each exactly once while it lives.

Python 3.9 and newer, standard library only, but for the stores that need boto3 or SQLAlchemy. The user's code never
runs in the coordinator's own process, so that heartbeats go on whatever it does.
"""
