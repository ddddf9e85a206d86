"""The log of advice that Sukkula gives: calls, visits, mail."""
