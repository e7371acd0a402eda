"""The real test bed: Kamailio proxies of several providers in a row, sipp callers, a portal, a responder per provider."""
