"""People and keys: who is asking, and what they proved."""
