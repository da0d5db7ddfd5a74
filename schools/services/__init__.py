"""Deeds on schools, one transaction each."""
