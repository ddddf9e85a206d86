"""The card in the database: writing, versions, changes, co-editors, files."""
