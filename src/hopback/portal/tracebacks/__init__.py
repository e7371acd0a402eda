"""Tracebacks, hops and answers (Article 3)."""
