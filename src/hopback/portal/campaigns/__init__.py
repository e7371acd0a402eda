"""Campaigns: calls of nearly one message, where they came from and whom they hit (A1.6, A1.7)."""
