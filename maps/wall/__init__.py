"""The wall map of a commune: one sheet of A3 or A4, in vectors. docs/maps-to-take.md"""
