"""What happened, and who hears of it: steps, events, notices, mail, following."""
