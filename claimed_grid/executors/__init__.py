"""What runs a batch: a function of the script is called, or the unchanged operator runs."""
