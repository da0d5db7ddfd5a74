"""Maps that leave the app: one HTML file each, with everything inside. docs/maps-to-take.md"""
