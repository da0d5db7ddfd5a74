"""Pages and card of a hazard site."""
