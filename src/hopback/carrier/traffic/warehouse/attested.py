"""What a call's signature attests, as an engine can see it: by its verification status, or by its PASSporT's own words.

No engine has to decode base64: what `"attest":"A"` looks like in it is one of three pieces of text, by where it falls.
"""

import base64
from collections.abc import Iterator
from functools import reduce
from operator import or_

import ibis
import ibis.expr.types as ir

from hopback.carrier.cdr.warehouse.fields import Fields

LEVELS = "ABC"
NONE = "none"
_VERSTAT = r"(^|[-_ ])([ABC])$"
_FORMS = ('"attest":"{}"', '"attest": "{}"')
_BEGINS = (0, 2, 3)  # first sign that depends on the claim alone, by how many bytes stand before it in its triple


def attestation(fields: Fields) -> ir.StringValue:
    """A, B, C, `none` where a call shows no attestation, null all through where no column could show one."""
    told = []
    if fields.has("verstat"):
        told.append(fields.text("verstat").re_extract(_VERSTAT, 2).nullif(""))
    if fields.has("identity"):
        told.append(_of_the_passport(fields.text("identity")))
    return ibis.coalesce(*told, ibis.literal(NONE)) if told else ibis.null("string")


def _of_the_passport(header: ir.StringValue) -> ir.StringValue:
    shown = [(reduce(or_, (header.contains(piece) for piece in pieces(level))), level) for level in LEVELS]
    return ibis.cases(*shown, else_=ibis.null("string"))


def pieces(level: str) -> Iterator[str]:
    """Every text that the claim can be in base64, as far as it depends on the claim alone."""
    for form in _FORMS:
        claim = form.format(level).encode()
        for before, begin in enumerate(_BEGINS):
            coded = base64.urlsafe_b64encode(bytes(before) + claim).decode()
            yield coded[begin : (before + len(claim)) * 8 // 6]
