"""What buildx tells of builds that go on: its `--progress rawjson`, understood."""
