"""How search engines and shared links find the public pages."""
