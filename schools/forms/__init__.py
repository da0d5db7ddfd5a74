"""What people fill in about schools; one module a thing."""
