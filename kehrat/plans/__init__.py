"""The development plan, its priorities and what hangs on them."""
