"""A static website generator for a clinic's information site.

The stages, in order: read, render, check, publish. Each takes values and returns values;
`publish` alone writes. `pipeline` puts them in order and `cli` is the face of it.
"""
