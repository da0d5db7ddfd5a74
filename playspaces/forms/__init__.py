"""What can be recorded of play spaces."""
