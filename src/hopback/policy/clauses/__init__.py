"""Every clause of the Policies and Procedures that software can keep, by its id (`A3.6`, `XA.3`).

The quote is one fragment of the document's own words; the summary is ours.
"""

from hopback.policy.clause import Clause

from . import (
    appendix_a,
    appendix_b,
    appendix_c,
    article_1,
    article_2,
    article_3,
    article_4,
    article_5,
    article_6,
)

_PARTS = (
    article_1,
    article_2,
    article_3,
    article_4,
    article_5,
    article_6,
    appendix_a,
    appendix_b,
    appendix_c,
)

CLAUSES: dict[str, Clause] = {found.id: found for part in _PARTS for found in part.CLAUSES}


def clause(clause_id: str) -> Clause:
    """The clause cited as `clause_id`, for example `A3.6`; KeyError when the document has none."""
    return CLAUSES[clause_id]
