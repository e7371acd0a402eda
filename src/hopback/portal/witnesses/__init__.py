"""Who keeps heads of the log outside: addresses that are mailed one each day, once they have confirmed it (A3.5)."""
