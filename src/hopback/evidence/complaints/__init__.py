"""What consumers reported to authorities, as the authorities publish it: dirt included, row by row.

A row has a number, two times, a place and a subject; no called number and no provider. So it is no call that can be
traced: it supports the candidates of its number, or proposes that a call of it is looked for.
"""
