"""Files that take longer than people wait for a page: made in the background, kept for some days."""
