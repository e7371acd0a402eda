"""Finds one call among a provider's records, and says how sure it is."""
