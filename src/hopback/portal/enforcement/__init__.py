"""Agencies that enforce the law: who they are, what is referred to them, and their list (A5.1-A5.3, A5.6, A5.7)."""
