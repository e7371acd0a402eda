"""The disclosure register: what of a party's was shown to somebody else, when, and on what basis (XA.8, XC.2)."""
