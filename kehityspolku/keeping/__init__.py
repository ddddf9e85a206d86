"""Keeping what the portal holds: archives of database and files, made, checked and put back."""
