"""Article 3: the traceback process."""
