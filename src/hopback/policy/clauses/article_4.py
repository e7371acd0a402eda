"""The clauses of Article 4: where tracebacks come from."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A4.1",
        "Article 4, Robocall Traceback Sourcing Policy",
        Force.SHALL,
        "are initiated in good faith for the purpose of identifying the source",
        summary=(
            "Every traceback is opened in good faith and records its basis: 47 USC 222(d)(2) "
            "protection, or the customer's approval."
        ),
    ),
    Clause(
        "A4.2",
        "Article 4, Sources Utilized",
        Force.SHALL,
        "Traceback candidates will only be utilized if",
        summary=(
            "A candidate is used only if its source is credible and verifiable; staff deem the traffic "
            "fraudulent, abusive or unlawful, or the subscriber approves; and it warrants the group's "
            "scarce resources."
        ),
    ),
    Clause(
        "A4.3",
        "Article 4, Sources Utilized",
        Force.SHALL,
        "Prior to initiating a Traceback, the ITG will conduct due diligence",
        "Due diligence on a candidate is done and recorded before the traceback opens.",
    ),
    Clause(
        "A4.4",
        "Article 4, Sources Utilized",
        Force.SHALL,
        "Traceback candidates shall be validated by the ITG generally through the following resources",
        summary=(
            "Candidates come from: designated Steering members' referrers; analytics providers with "
            "scores; enforcement authorities; organisations subject to abuse (a fee may apply); and the "
            "group itself."
        ),
    ),
)
