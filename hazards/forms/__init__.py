"""What people fill in about a site; every refusal is a sentence at its field."""
