"""Cases of the work list that are put off until a day or an answer."""
