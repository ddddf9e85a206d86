"""What things take, measured by hand (`make bench`): figures to look at, never a test."""
