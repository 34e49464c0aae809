"""Reading: the files that staff wrote become typed values, and their mistakes become problems."""
