"""Do Not Originate at the gateway: its copy of the list kept current, its switch fed, calls screened (XB.1, XB.7)."""
