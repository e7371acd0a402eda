"""The clauses of Article 5: working with enforcement agencies."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A5.1",
        "Article 5, Referral to Enforcement Authorities",
        Force.MAY,
        "relevant information may be forwarded to appropriate federal and state",
        summary=(
            "A non-cooperative provider can be referred to federal and state authorities (FCC, FTC, "
            "DOJ, state Attorneys General)."
        ),
    ),
    Clause(
        "A5.2",
        "Article 5, Referral to Enforcement Authorities",
        Force.MAY,
        "fails to effectively mitigate illegal traffic",
        summary=(
            "So can an originating or intermediate provider that does not mitigate illegal traffic or "
            "prevent customers from originating it."
        ),
    ),
    Clause(
        "A5.3",
        "Article 5, Referral to Enforcement Authorities",
        Force.SHALL,
        "The summary will not include any customer proprietary network information",
        summary=(
            "A referral is a brief written summary of the investigation; it never contains CPNI, and "
            "may name non-cooperative providers."
        ),
    ),
    Clause(
        "A5.4",
        "Article 5, Subpoenas",
        Force.SHALL,
        "The ITG will fully comply with any lawful request",
        summary=(
            "On a subpoena, Civil Investigative Demand or other lawful request the group complies fully "
            "and hands over the incident data."
        ),
    ),
    Clause(
        "A5.5",
        "Article 5, Subpoenas",
        Force.SHALL,
        "except with the consent of the customer that received the illegal call",
        summary=(
            "Without one, detailed call records go to law enforcement only with the consent of the "
            "customer who received the call."
        ),
    ),
    Clause(
        "A5.6",
        "Article 5, Enforcement Agency Listserv",
        Force.SHALL,
        "will maintain and operate an information-sharing resource",
        summary=(
            "A listserv tells participating agencies about active campaigns under investigation and "
            "helps them coordinate."
        ),
    ),
    Clause(
        "A5.7",
        "Article 5, Enforcement Agency Listserv",
        Force.SHALL,
        "Only official government email addresses will be permitted on the listserv",
        summary=(
            "Only federal and state agencies that investigate illegal robocalls take part, with "
            "official government e-mail addresses only; keeping contacts current is the agency's duty."
        ),
    ),
)
