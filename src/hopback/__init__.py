"""Hopback traces a suspicious phone call back to its origin, hop by hop."""
