"""The guides, one for each kind of reader."""
