"""The web's frame: middleware, limits, paging, forms sent once, the state of health."""
