"""What the register makes in the background."""

from hazards import site_file  # noqa: F401  (registers its maker)
