"""Districts, sub-areas, their boundaries, and the officials of areas."""
