"""The clauses of Article 2: structure and membership."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A2.1",
        "Article 2, ITG Structure and Membership",
        Force.SHALL,
        "two membership groups consisting of ITG Steering Committee Members and ITG Affiliate Members",
        summary=(
            "Two membership groups, Steering Committee and Affiliate, and an Executive Committee drawn "
            "from the Steering Committee."
        ),
    ),
    Clause(
        "A2.2",
        "Article 2, ITG Structure and Membership",
        Force.SHALL,
        "only U.S.-based, Cooperative Voice Service Providers will be accepted as members",
        summary=(
            "Only US-based cooperative providers are accepted, unless staff and the Executive Committee "
            "approve an exception."
        ),
    ),
    Clause(
        "A2.3",
        "Article 2, ITG Steering Committee Members",
        Force.SHALL,
        "sign a statement of intent to adopt and follow the Best Practices in Appendix A",
        summary=(
            "A Steering member: is cooperative with continuous commitment (uses the portal, attends "
            "regular calls); complies with the policies; signed the statement on the Appendix A "
            "practices; agreed to the State Attorneys General principles, with inapplicable ones noted "
            "in the statement; sees that all its affiliates adhere to them."
        ),
    ),
    Clause(
        "A2.4",
        "Article 2, ITG Steering Committee Members",
        Force.SHALL,
        "for a prior period of six months, which can be shortened or waived",
        summary=(
            "Steering designation needs six months of demonstrated adherence, which the Executive "
            "Committee can shorten or waive (for instance a US-based provider with an accurate Form 499 "
            "that was not found as origin or US point of entry in the prior six months)."
        ),
    ),
    Clause(
        "A2.5",
        "Article 2, ITG Affiliate Members",
        Force.SHALL,
        "participate in quarterly scheduled ITG Member calls",
        summary=(
            "An Affiliate member: is cooperative; takes part in quarterly calls; complies; signed the "
            "Appendix A statement."
        ),
    ),
    Clause(
        "A2.6",
        "Article 2, ITG Affiliate Members",
        Force.SHALL,
        "only after the Provider has completed a 60 day period",
        summary=(
            "A provider found as origin or US point of entry in the prior six months can become an "
            "Affiliate only after 60 days without being found so again."
        ),
    ),
    Clause(
        "A2.7",
        "Article 2, ITG Affiliate Members",
        Force.MAY,
        "The ITG may terminate ITG Affiliate Membership in the ITG at any time",
        summary=(
            "Membership can be terminated: Steering with the Executive Committee's advice (and will be, "
            "on continued non-adherence); Affiliate also when found as origin or US point of entry "
            "after joining."
        ),
    ),
    Clause(
        "A2.8",
        "Article 2, ITG Executive Committee Members",
        Force.SHALL,
        "Steering Committee members that financially support the ITG at specified levels",
        summary=("Executive Committee members are Steering members that support the group financially at set levels."),
    ),
)
