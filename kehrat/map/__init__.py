"""Drawings of the city: numbers in, shapes out. Pure."""
