"""Which source a card is routed to."""
