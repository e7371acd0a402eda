"""The clauses of Article 3: the traceback process."""

from hopback.policy.clause import Clause, Force

CLAUSES = (
    Clause(
        "A3.1",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "a notification is sent to the terminating Voice Service Provider",
        summary=(
            "Once the team has entered the required information, the terminating provider whose "
            "customer received the call is notified."
        ),
    ),
    Clause(
        "A3.2",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "determines the identity of the upstream Voice Service Provider",
        summary=(
            "Each provider on the path identifies the upstream provider it took the call from and "
            "enters it in the portal; that provider is asked next."
        ),
    ),
    Clause(
        "A3.3",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "the downstream Voice Service Provider supplies contact information for it",
        summary=(
            "If the upstream provider is not in the portal yet, the downstream provider supplies its "
            "contact information and the portal takes it in."
        ),
    ),
    Clause(
        "A3.4",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "until the originating Voice Service Provider is identified or a dead end is reached",
        "The trace goes on until the originating provider is identified or a dead end is reached.",
    ),
    Clause(
        "A3.5",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "concerning a Traceback are automatically logged in the STP",
        summary=(
            "Every communication with upstream and downstream providers about a traceback is logged automatically."
        ),
    ),
    Clause(
        "A3.6",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "the Traceback is automatically closed",
        "Where a provider does not respond promptly, the traceback closes by itself.",
    ),
    Clause(
        "A3.7",
        "Article 3, Traceback Initiation and Tracking",
        Force.SHALL,
        "Call path hops will be designated in the STP as follows",
        summary=(
            "Hops are designated: No Response (not timely and complete); US Origin; International "
            "Origin; US Point of Entry; Foreign Point of Departure; Not Found."
        ),
    ),
    Clause(
        "A3.8",
        "Article 3, ITG Communications with Voice Service Providers",
        Force.SHALL,
        "may differ based on the identity and status of the receiving Voice Service Provider",
        summary=(
            "Notices are semi-automated, standardised e-mails whose wording varies with the receiver's "
            "identity, status and cooperation."
        ),
    ),
    Clause(
        "A3.9",
        "Article 3, Identification of Voice Service Providers",
        Force.MAY,
        "publicly summarize the aggregate results of Tracebacks of illegal robocall Campaigns",
        summary=(
            "Aggregate results of traced campaigns can be published, with the cooperative and non- "
            "cooperative providers named: to members, on the website, in the portal, by e-mail, as a "
            "periodic publication."
        ),
    ),
    Clause(
        "A3.10",
        "Article 3, Identification of Voice Service Providers",
        Force.SHALL,
        "will be removed from any such list if information is provided",
        summary=(
            "A provider comes off a published non-cooperative list when information shows that it does "
            "not, or no longer, meets the definition."
        ),
    ),
    Clause(
        "A3.11",
        "Article 3, Traceback Confidentiality",
        Force.SHALL,
        "where the investigation ended, including the identity of any Non-Cooperative",
        summary=(
            "A downstream provider is shown only where the investigation ended, including the identity "
            "of a non-cooperative provider; never the path above it."
        ),
    ),
    Clause(
        "A3.12",
        "Article 3, Organization Traceback Requests",
        Force.MAY,
        "All appropriate information regarding a Traceback shall be made available",
        summary=(
            "A public, private or government organisation can ask for a traceback, to protect itself, "
            "its customers or reputation; it gets the appropriate information and may use it only to "
            "stop the harmful traffic, never to compete."
        ),
    ),
    Clause(
        "A3.13",
        "Article 3, Organization Traceback Requests",
        Force.SHALL,
        "will include a certification of customer consent to the disclosure of information",
        summary=(
            "A request for information in an organisation's traceback carries a certification: the "
            "customer's consent, or why disclosure is needed to protect rights, property or users."
        ),
    ),
    Clause(
        "A3.14",
        "Article 3, Organization Traceback Requests",
        Force.SHALL,
        "without the authorization of the organization that initiated the Traceback investigation",
        summary=(
            "Information from a private organisation's traceback goes to no outsider without that "
            "organisation's authorisation, except as the trace or the law requires; aggregates are "
            "allowed."
        ),
    ),
)
