"""Waits for the portal's requests, finds the call in our own records, and answers what is sure."""
