"""Organisations that ask for tracebacks: requests, results, authorisations, fees (A3.12-A3.14)."""
