"""Helka's project card as text: read, written, compared. Pure, no models."""
