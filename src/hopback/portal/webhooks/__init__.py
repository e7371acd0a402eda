"""Events told to machines of providers: ids only, signed, tried for three days (A3.2, XC.1)."""
