"""Pages of play spaces: the register, each one with its care, plans for more."""
