"""People: who they are, the portal-wide roles they hold."""
