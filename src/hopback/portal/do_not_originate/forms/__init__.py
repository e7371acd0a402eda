"""The forms of the registry: what is asked for, what is decided."""
