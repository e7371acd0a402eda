"""Who can see what, what a party sees when it looks, and a customer's written request (XC.1, XC.2)."""
