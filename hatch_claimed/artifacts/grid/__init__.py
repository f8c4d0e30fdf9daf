"""What only grid wrappers have: helpers that start several workers in a pipeline or workflow."""
