"""The commands, one module each: arguments in, sentences and an exit code out."""
