"""What is done for a batch: a function of the script called, or the unchanged operator run."""
