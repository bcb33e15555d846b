"""Words of the project as plain frozen data: what all other parts may know and share.

Standard library only. Nothing here reads a map, runs a solver or prints; the compiled catalogues
of the two languages are the only files touched.
"""
