"""Applications: written, checked, sent, decided."""
