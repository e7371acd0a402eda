"""Questions about customers and mitigation, each limited to what the asker may see (XA.4, XA.5, XC.1)."""
