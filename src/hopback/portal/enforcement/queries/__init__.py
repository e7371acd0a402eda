"""Questions about agencies, what was referred to them, and their list."""
