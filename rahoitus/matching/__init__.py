"""Which call suits which card, and why."""
