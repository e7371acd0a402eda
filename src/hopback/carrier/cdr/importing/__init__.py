"""Brings files of call records into the archive: nothing twice, nothing lost, what is bad told by line."""
