"""Every table of the portal: whether it holds incident data of a traceback, and what stands there once it is erased.

A row belongs to a traceback by `trace`, a piece of SQL that finds the traceback's key from the row `{row}`. The
triggers of `guards` are written from this table, and the erasure from the same lines: nothing is guarded that is not
erased in the end, and nothing is erased that was not guarded, but for what nobody has said yet.
"""

from dataclasses import dataclass, field
from typing import Any

HOP = "(SELECT h.traceback_id FROM tracebacks_hop h WHERE h.id = {row}.hop_id)"
ANSWER = (
    "(SELECT h.traceback_id FROM tracebacks_hop h JOIN tracebacks_answer a ON a.hop_id = h.id"
    " WHERE a.id = {row}.answer_id)"
)
CANDIDATE = "(SELECT t.id FROM tracebacks_traceback t WHERE t.candidate_id = {row}.candidate_id)"
NAMED = "(SELECT t.id FROM tracebacks_traceback t WHERE t.public_id = {row}.traceback)"
NOTICE = (
    "(SELECT t.id FROM tracebacks_traceback t JOIN notices_notice n ON n.traceback = t.public_id"
    " WHERE n.id = {row}.notice_id)"
)
REPORT = (
    "(SELECT h.traceback_id FROM tracebacks_hop h JOIN customers_mitigation m ON m.hop_id = h.id"
    " WHERE m.id = {row}.mitigation_id)"
)
INCIDENT = (
    "(SELECT t.id FROM tracebacks_traceback t JOIN sourcing_candidate c ON c.id = t.candidate_id"
    " WHERE c.incident_id = {row}.id)"
)
PAYLOAD = (
    "(SELECT t.id FROM logbook_entry e JOIN tracebacks_traceback t ON t.public_id = e.traceback OR t.candidate_id ="
    " (SELECT c.id FROM sourcing_candidate c WHERE c.public_id = e.about) WHERE e.seq = {row}.seq)"
)


@dataclass(frozen=True, slots=True)
class Covered:
    """`blank`: field → what stands there once erased. `ties`: fields by which the row belongs to its traceback.

    `only_grows`: nothing of a row ever changes but by erasure. `drafted`: its own room changes the fields in `blank`
    while it works, so that only removing is guarded. `goes`: the row itself goes. `once`: the room adds a row with
    ON CONFLICT DO NOTHING, which a guard against REPLACE would stop. `unsaid`: nobody has said it yet, and its own room
    removes it once it is said, so that it is erased and not guarded."""

    trace: str
    ties: tuple[str, ...] = ()
    blank: dict[str, Any] = field(default_factory=dict)
    only_grows: bool = False
    drafted: bool = False
    goes: bool = False
    once: bool = False
    unsaid: bool = False


def _empty(names: str, **more: Any) -> dict[str, Any]:
    return dict.fromkeys(names.split(), "") | more


THE_DAY_IT_WAS_OPENED = object()  # a moment has to stand there

COVERED: dict[str, Covered] = {
    "tracebacks.Traceback": Covered("{row}.id", ("public_id", "number", "candidate")),
    "tracebacks.Hop": Covered("{row}.traceback_id", ("public_id", "traceback")),
    "tracebacks.HopLink": Covered(HOP, ("hop",)),
    "tracebacks.HandOut": Covered(HOP, ("hop",), once=True),
    "tracebacks.Answer": Covered(
        HOP,
        blank=_empty(
            "trunk originating_point_code destination_point_code call_id calling_as_received called_as_received"
            " attestation passport searched reason mitigation_note comment answered_by",
            contact={},
            vetting={},
            source_ip=None,
            called_at_as_recorded=None,
        ),
        only_grows=True,
    ),
    "tracebacks.Signature": Covered(
        "{row}.traceback_id",
        ("traceback",),
        _empty("ocn organization attestation certificate", findings=[], signed_at=None, revoked_at=None),
        drafted=True,
    ),
    "tracebacks.AnswerFile": Covered(ANSWER, ("answer",), _empty("name sha256", content=b"")),
    "tracebacks.ReturnedAnswer": Covered(ANSWER, blank=_empty("reason"), only_grows=True),
    "tracebacks.AnswerDraft": Covered(HOP, ("hop",), _empty("saved_by", fields={}), unsaid=True),
    "tracebacks.Deadline": Covered(HOP, ("hop",)),
    "tracebacks.Extension": Covered(HOP, ("hop",), _empty("reason")),
    "tracebacks.Note": Covered("{row}.traceback_id", ("traceback",), _empty("text")),
    "tracebacks.Certification": Covered(CANDIDATE, ("candidate",), _empty("statement certified_by")),
    "sourcing.IncidentData": Covered(
        INCIDENT,
        blank=_empty(
            "calling_raw calling called_raw called originating_point_code destination_point_code sip_anomalies"
            " spoofing_evidence attestation signer_ocn identity_header",
            called_at=THE_DAY_IT_WAS_OPENED,
            source_ip=None,
            called_ip=None,
            volume=None,
        ),
    ),
    "sourcing.Candidate": Covered(
        CANDIDATE.replace("candidate_id)", "id)"),
        ("public_id", "incident"),
        _empty("evidence approval submitted_by closed_because"),
    ),
    "sourcing.EvidenceFile": Covered(CANDIDATE, ("candidate",), _empty("name sha256", content=b"")),
    "sourcing.Question": Covered(CANDIDATE, ("candidate",), _empty("text answer")),
    "sourcing.DueDiligence": Covered(
        CANDIDATE, ("candidate",), _empty("credible_source_why nature_why warrants_resources_why")
    ),
    "customers.Naming": Covered(HOP, ("hop",)),
    "customers.Mitigation": Covered(HOP, ("hop",)),
    "customers.Report": Covered(REPORT, blank=_empty("note said_by"), only_grows=True),
    "notices.Notice": Covered(NAMED, ("traceback",), _empty("subject text html reply_to")),
    "notices.Delivery": Covered(NOTICE, ("notice",), _empty("reply"), drafted=True),
    "notices.IncomingMail": Covered(
        NAMED, ("traceback",), _empty("envelope_from envelope_to sender subject text", raw=b"")
    ),
    "logbook.Payload": Covered(PAYLOAD, only_grows=True, goes=True),
}

PEOPLE = "people, their keys and what is mailed to them: of no call"
DIRECTORY = "the directory of providers: of no call"
MEMBERS = "membership: of no call"
MONEY = "what an organisation pays: no call is in it"
WHOLE_CAMPAIGN = "of a campaign as a whole; what one call said stands in its candidate's evidence and in the log"
JUDGMENTS = "judgments about providers: they name hops by id, and say what of conduct, not of calls"
HANDED_OVER = "what legal process asked for and was given: kept as the proof of that, as long as the matter needs it"
LISTED_NUMBERS = "numbers that only receive calls, and who says so: of no call"
OPENLY = "what is published or kept ready for it: aggregates, names of providers, no call"
LETTERS = "what went to agencies, from permitted fields without a call record: a record of its own, not of the trace"
NO_CONTENT = "ids, moments and our own words only"

LEFT: dict[str, str] = {
    "logbook.Entry": "never goes: it holds no incident data, and the chain needs it",
    "disclosures.Disclosure": "that something was shown, never what was in it; it outlives the data on purpose",
    "customers.Customer": "only marks; the customer's particulars stand in the answers",
    "customers.Apart": "only marks; the customer's particulars stand in the answers",
    "sourcing.Wording": "made from evidence; goes with the last call that has it, and is made anew from any",
    "sourcing.WordingBand": "made from evidence; goes with the last call that has it, and is made anew from any",
    "sourcing.Campaign": WHOLE_CAMPAIGN,
    "campaigns.Text": WHOLE_CAMPAIGN,
    "campaigns.Volume": WHOLE_CAMPAIGN,
    "campaigns.Placing": NO_CONTENT,
    "sourcing.Source": "who tells of calls: of no call",
    "sourcing.Referrer": "who tells of calls: of no call",
    "sourcing.Complaint": "published by an authority, row by row; it cannot be traced",
    "tracebacks.Organization": "who tells of calls: of no call",
    "tracebacks.Authorization": "what an organisation allows: no call is in it",
    "organizations.Acknowledgement": NO_CONTENT,
    "organizations.Fee": MONEY,
    "organizations.Invoice": MONEY,
    "organizations.InvoiceLine": MONEY,
    "webhooks.Endpoint": PEOPLE,
    "webhooks.Delivery": NO_CONTENT,
    "ground.ClockShift": NO_CONTENT,
    "ground.Appointment": NO_CONTENT,
    "ground.KeptResponse": "a copy for the key that asked, forgotten after a week; what it tells of stays",
    "notices.CaughtMail": "the mail catcher of a demonstration; the mail itself is a Notice",
    "demonstration.Demonstration": NO_CONTENT,
    "logbook.Subtree": "hashes of entries",
    "logbook.Head": "hashes of entries",
    "privacy.CustomerRequest": "a letter of a customer about records of its own, kept with its answer",
    "witnesses.Witness": PEOPLE,
    "retention.Hold": NO_CONTENT,
    "retention.Lifting": NO_CONTENT,
    "retention.Erasure": NO_CONTENT,
}
LEFT_APPS: dict[str, str] = {
    "accounts": PEOPLE,
    "providers": DIRECTORY,
    "membership": MEMBERS,
    "conduct": JUDGMENTS,
    "do_not_originate": LISTED_NUMBERS,
    "enforcement": LETTERS,
    "publication": OPENLY,
    "complaints": "files that authorities published: of no call that can be traced",
    "lawful_requests": HANDED_OVER,
}
