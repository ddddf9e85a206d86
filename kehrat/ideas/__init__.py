"""Ideas, those who support them, merging, and what became of them."""
