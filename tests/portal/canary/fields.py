"""Every stored field of the portal: how confidential it is, and whose it is (design 5, A3.11, XC.1, XC.2).

A field that holds words, a number or an address of somebody is *sought*: the test puts a unique text into it and
looks for it everywhere. A new field of a model has to find its place here first.
"""

from .keeping import Kept
from .rooms import (
    accounts,
    campaigns,
    complaints,
    conduct,
    customers,
    demonstration,
    disclosures,
    do_not_originate,
    enforcement,
    ground,
    lawful_requests,
    logbook,
    membership,
    notices,
    organizations,
    privacy,
    providers,
    publication,
    retention,
    sourcing,
    tracebacks,
    webhooks,
    witnesses,
)

ROOMS = (
    accounts,
    providers,
    sourcing,
    tracebacks,
    campaigns,
    complaints,
    membership,
    customers,
    organizations,
    conduct,
    enforcement,
    publication,
    lawful_requests,
    notices,
    webhooks,
    logbook,
    ground,
    demonstration,
    disclosures,
    retention,
    privacy,
    witnesses,
    do_not_originate,
)
TABLE: dict[str, dict[str, Kept]] = {model: fields for room in ROOMS for model, fields in room.FIELDS.items()}


def of(path: str) -> Kept:
    """`tracebacks.Answer.trunk`, or `tracebacks.Answer.vetting:tax_id` for a part of one."""
    model, _, name = path.partition(":")[0].rpartition(".")
    return TABLE[model][name]


SOUGHT = frozenset(f"{model}.{name}" for model, fields in TABLE.items() for name, one in fields.items() if one.sought)
