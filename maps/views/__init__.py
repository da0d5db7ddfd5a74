"""Pages about the whole commune."""
