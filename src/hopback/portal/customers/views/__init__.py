"""Pages about customers and about what was done."""
