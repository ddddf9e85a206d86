"""What the answers say, and what of it may be shown."""
