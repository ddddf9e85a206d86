"""Cards side by side by their scores, and the shortlist of a round or a call."""
