"""Pages about campaigns."""
