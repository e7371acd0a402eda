"""The clauses of Appendix A: what providers are asked to practise."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "XA.1",
        "Appendix A(1), Dedicated Point of Contact",
        Force.SHALL,
        "the full name, title, phone number and e-mail address, and normal business hours",
        summary=(
            "Each provider names a primary and a back-up point of contact: full name, title, phone, "
            "e-mail, normal business hours. Cooperative providers can see the list; enforcement on "
            "reasonable request."
        ),
    ),
    Clause(
        "XA.2",
        "Appendix A(2), Ongoing Coordination",
        Force.SHALL,
        "shall respond to Traceback requests from the ITG",
        summary=(
            "Providers coordinate through the portal: answer requests, exchange information electronically, follow up."
        ),
    ),
    Clause(
        "XA.3",
        "Appendix A(3), Prompt Response",
        Force.SHOULD,
        "within four (4) business hours of receiving a request",
        summary=(
            "Start investigating within four business hours of receiving a request; return results "
            "within 24 hours; who cannot answer says why in the portal."
        ),
    ),
    Clause(
        "XA.4",
        "Appendix A(4), Vet the Identity of Customers",
        Force.SHOULD,
        "should sufficiently vet the customer",
        summary=(
            "Vet customers: location, contacts, state or country of incorporation, federal tax ID and "
            "nature of business for commercial ones."
        ),
    ),
    Clause(
        "XA.5",
        "Appendix A(5), Mitigate Traffic Source",
        Force.SHOULD,
        "should take steps to investigate and mitigate calls that are found to be unlawful",
        summary=(
            "A provider found as source or point of entry investigates and mitigates; if it finds the "
            "traffic lawful, it tells the group so."
        ),
    ),
    Clause(
        "XA.6",
        "Appendix A(6), Analyze and Monitor Network Traffic",
        Force.SHOULD,
        "to identify and monitor patterns consistent with robocalls",
        "Analyse high-volume traffic for patterns consistent with robocalls.",
    ),
    Clause(
        "XA.7",
        "Appendix A(7), Investigate and Mitigate Suspicious Calls",
        Force.SHOULD,
        "should seek to identify the party that is using its network",
        summary=(
            "On such a pattern find the party and act: start a traceback, verify right to use the "
            "caller ID, compare caller name with the customer's corporate name, review complaints, "
            "terminate, notify law enforcement. Foreign-originated traffic with +1 caller IDs gets "
            "special scrutiny."
        ),
    ),
    Clause(
        "XA.8",
        "Appendix A(8), Privacy of Call Traceback Information",
        Force.SHALL,
        "No Voice Service Provider will share information about a Campaign under investigation",
        summary=(
            "Traceback information stays with the group (through the portal), the providers contacted "
            "in the trace, and valid legal process; a provider under subpoena for another's information "
            "tells that provider promptly, where the law allows; information is used for suspicious- "
            "traffic work alone."
        ),
    ),
)
