"""What projects have learnt and what of them lives on, across all of them."""
