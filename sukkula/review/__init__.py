"""A card at Sukkula: messages, acts, decisions and their announcing."""
