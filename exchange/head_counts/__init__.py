"""Head counts of children from files: read, matched with the villages, mended by a person, stored."""
