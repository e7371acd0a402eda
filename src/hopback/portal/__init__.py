"""The Secure Traceback Portal (A1.11)."""
