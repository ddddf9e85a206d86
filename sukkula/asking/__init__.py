"""What Sukkula is going to ask to have changed on a card: written beside its parts, kept inside
until it is sent."""
