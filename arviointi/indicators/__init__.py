"""Figures about the work itself."""
