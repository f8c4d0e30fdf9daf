"""What the languages of operators differ in: one value for each, in a folder of its own."""
