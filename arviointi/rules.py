"""Who may do what, as functions of a user and a record (states: on the verbs)."""
