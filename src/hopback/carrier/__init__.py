"""The provider's side: call records, answering by machine. Knows nothing of Django and nothing of the portal."""
