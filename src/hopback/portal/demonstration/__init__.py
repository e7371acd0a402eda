"""A simulated network traced through the real actions; never on in production."""
