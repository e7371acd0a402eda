"""Our copy into what screens calls: Kamailio's tables, or files that other switches read (XB.1, XB.8)."""
