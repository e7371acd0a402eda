"""The clauses of Appendix B: Do Not Originate."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "XB.1",
        "Appendix B, Do Not Originate Policy",
        Force.SHALL,
        "prevented from terminating to the end user based upon the originating telephone number",
        summary=(
            "A DNO number is inbound-only and is stopped at gateways or interconnection points by its "
            "originating number."
        ),
    ),
    Clause(
        "XB.2",
        "Appendix B, DNO Policies for Governmental Entities",
        Force.SHALL,
        "To qualify to be considered for DNO treatment, a number",
        summary=(
            "Qualifies when: inbound-only; generally being spoofed now for impersonation fraud; "
            "authorised by the assignee; recognised by consumers as a legitimate entity's. In general "
            "also: source of substantial illegal volume."
        ),
    ),
    Clause(
        "XB.3",
        "Appendix B, DNO Policies for Private Organizations",
        Force.SHALL,
        "shall vet the private organization seeking a DNO",
        summary=(
            "Private organisations are vetted in addition: number assigned to it, legitimate and active "
            "in commerce (by its Steering member carrier, else by the group); a vendor may act for it "
            "under adequate protections; an active, significant event, or exigent circumstances in "
            "consultation with Steering members; an administrative charge may recur."
        ),
    ),
    Clause(
        "XB.4",
        "Appendix B, Maintaining the Integrity of DNO Implementation",
        Force.SHALL,
        "will confirm in writing with each DNO Recipient",
        summary=(
            "At least twice a year each recipient confirms in writing that its conditions still hold; "
            "without it members may be told to remove the number."
        ),
    ),
    Clause(
        "XB.5",
        "Appendix B, Maintaining the Integrity of DNO Implementation",
        Force.SHALL,
        "the DNO Registry shall include, at a minimum, the following information",
        summary=(
            "The registry holds per DNO: requesting entity; numbers; date of the authorisation letter; "
            "members that implemented it; date each did."
        ),
    ),
    Clause(
        "XB.6",
        "Appendix B, Maintaining the Integrity of DNO Implementation",
        Force.MAY,
        "may request from the ITG a copy of the DNO Registry",
        summary=(
            "Steering members can ask for a copy of the registry; analytics providers may be given "
            "copies, and what they implement is recorded likewise."
        ),
    ),
    Clause(
        "XB.7",
        "Appendix B, DNO Implementation is Voluntary",
        Force.SHALL,
        "shall affirmatively report to ITG staff that the DNO has been implemented",
        "Implementing is voluntary; a member that does reports it with its date.",
    ),
    Clause(
        "XB.8",
        "Appendix B, DNO Implementation is Voluntary",
        Force.SHOULD,
        "prioritizing the DNOs that will most effectively protect its customers",
        summary=(
            "When a member cannot take all numbers it takes those that protect its customers best: "
            "government requests and high volume in its area first; the group suggests priorities."
        ),
    ),
)
