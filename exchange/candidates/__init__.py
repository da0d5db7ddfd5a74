"""Candidate places for play spaces from a table or a map layer that somebody sends."""
