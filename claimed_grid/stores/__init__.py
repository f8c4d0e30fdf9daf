"""Where the state of batches is kept: a directory, an object store, a database, or nowhere."""
