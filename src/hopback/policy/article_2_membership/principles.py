"""The State Attorneys General Anti-Robocall Principles, which the statement of intent endorses. (A2.3)

Titles as the Attorneys General gave them. A wholesale provider may note some as inapplicable, with the reason.
"""

from collections.abc import Iterable

PRINCIPLES: dict[int, str] = {
    1: "Offer free call blocking and labeling",
    2: "Implement STIR/SHAKEN",
    3: "Analyze and monitor network traffic",
    4: "Investigate suspicious calls and calling patterns",
    5: "Confirm the identity of commercial customers",
    6: "Require traceback cooperation in contracts",
    7: "Cooperate in traceback investigations",
    8: "Communicate with State Attorneys General",
}
NAMED_FOR_WHOLESALE = frozenset({1, 5})  # the document's own examples
ALWAYS_APPLIES = frozenset({7})  # without cooperating in tracebacks nobody is a member at all (A2.3, A2.5)


def cannot_be_noted(inapplicable: Iterable[tuple[int, str]]) -> dict[int, str]:
    """What is wrong with each principle noted as inapplicable; empty where all is well."""
    wrong = {}
    for principle, reason in inapplicable:
        if principle not in PRINCIPLES:
            wrong[principle] = "There is no such principle."
        elif principle in ALWAYS_APPLIES:
            wrong[principle] = "Cooperation in tracebacks is what membership is: this principle always applies."
        elif not reason.strip():
            wrong[principle] = "Say why it does not apply."
    return wrong
