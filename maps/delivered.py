"""What is made of maps and figures in the background."""

from maps import coverage_file  # noqa: F401  (registers its maker)
from maps.leaving import orders  # noqa: F401  (registers its makers)
