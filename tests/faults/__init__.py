"""The demonstration under faults and a long day: `make faults`, by hand, for it takes half an hour."""
