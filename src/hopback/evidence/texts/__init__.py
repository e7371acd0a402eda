"""Campaigns from what calls say: nearly the same words are a script, scripts of a theme are a campaign. (A1.6)

`grouping.group` does it, `book.Book` remembers it, `explaining` says why. How well and
how fast: docs/carrier/campaigns.md.
"""
