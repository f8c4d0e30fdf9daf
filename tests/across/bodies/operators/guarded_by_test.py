"""Looks before it reads."""
import os

topic = 'none'
if 'topic' in os.environ:
    topic = os.environ['topic']
depth = int(os.environ['depth']) if 'depth' in os.environ else 3
if os.getenv('label') is not None:
    print(os.environ['label'])
print(topic, depth)
