"""The public register of money granted: page, table and the 360Giving file."""
