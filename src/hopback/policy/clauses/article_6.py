"""The clauses of Article 6: how long records stay."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A6.1",
        "Article 6, ITG Record Retention Policy",
        Force.SHALL,
        "for a period of no less than two years",
        "Incident data of tracebacks begun through the portal is kept no less than two years.",
    ),
)
