"""The demonstration under faults and through a long day: `make faults`, by hand, half an hour."""
