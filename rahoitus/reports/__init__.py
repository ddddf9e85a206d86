"""Documents that the worker makes: the frozen package of an application."""
