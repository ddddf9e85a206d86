"""Messages from outside to a Kehrä or Sukkula."""
