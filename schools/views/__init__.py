"""What the pages of schools answer; one module a thing."""
