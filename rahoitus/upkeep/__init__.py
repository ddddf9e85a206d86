"""Sources, their cost models and calls as Sukkula's lead keeps them: written, published, ended."""
