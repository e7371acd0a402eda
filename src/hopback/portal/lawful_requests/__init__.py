"""Lawful requests, the consent of a called customer, and the evidence packages that answer them (A5.4, A5.5)."""
