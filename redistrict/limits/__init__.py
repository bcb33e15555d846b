"""Limits on the ground: territories, named stretches of border, and limits in words."""
