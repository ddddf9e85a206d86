"""Reviewers' rounds on a card: criteria, scores, conflicts."""
