"""The real test bed: several providers' Kamailio proxies in a row, sipp callers, a portal, a responder for each."""
