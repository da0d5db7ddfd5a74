"""Tables that people send: CSV however it was saved, and spreadsheets, as sheets of cells."""
