"""The leaders' pages, of one commune and of all that one sees: docs/leaders.md."""
