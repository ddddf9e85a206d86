"""Sources of money and their officials."""
