"""Every stored field of the portal: how confidential it is, and whose it is (design 5, A3.11, XC.1, XC.2).

A field that holds words, a number or an address of somebody is *sought*: the test puts a unique text into it and
looks for it everywhere. A new field of a model has to find its place here first.
"""

from typing import NamedTuple

from hopback.policy.appendix_c_privacy import FieldClass

PUBLIC, MEMBER = FieldClass.PUBLIC, FieldClass.MEMBER
PROPRIETARY, CPNI = FieldClass.PROPRIETARY, FieldClass.CPNI


class Kept(NamedTuple):
    """`owner` in words; `sought`: a canary is put into it. `revealed`: staff see it by a reveal only (XC.2).

    `handed`: describes the leg between two neighbours; the asked provider's machine is handed what is said of the
    leg that it sent itself, while it is on the path (`HopOut.sent_as`; docs/policy/choices.md, A3.11)."""

    field_class: FieldClass
    owner: str
    sought: bool = True
    revealed: bool = False
    secret: bool = False  # shown to nobody, ever
    handed: bool = False


def plain(names: str) -> dict[str, Kept]:
    """Ids, moments, marks, counts, and what is chosen from a list: nothing of anybody's to find again."""
    return {name: Kept(PUBLIC, "the portal", sought=False) for name in names.split()}


def kept(names: str, field_class: FieldClass, owner: str, **more: bool) -> dict[str, Kept]:
    return {name: Kept(field_class, owner, **more) for name in names.split()}


def derived(names: str, why: str) -> dict[str, Kept]:
    """Made from other fields, whose canaries it carries."""
    return {name: Kept(PROPRIETARY, why, sought=False) for name in names.split()}


THE_GROUP, THE_PROVIDER, ITS_PERSON = "the group", "the provider itself", "the person's party"
WHO_ASKED, WHO_ANSWERED = "who submitted the call, and whoever is asked", "the provider that answered"
CALLED = {"field_class": CPNI, "revealed": True}
HANDED = {"handed": True}

TABLE: dict[str, dict[str, Kept]] = {
    "accounts.User": plain("id public_id kind role party zone is_active created_at last_login")
    | kept("email name", PROPRIETARY, ITS_PERSON)
    | kept("password", PROPRIETARY, "nobody", sought=False, secret=True),
    "accounts.Invitation": plain("id public_id kind role party invited_at expires_at accepted_at withdrawn_at")
    | kept("email name", PROPRIETARY, ITS_PERSON)
    | derived("party_name invited_by", "names of people and parties")
    | kept("nonce token_hash", PROPRIETARY, "nobody", secret=True),
    "accounts.ApiKey": plain("id public_id kind party scopes created_at last_used_at revoked_at")
    | kept("label", PROPRIETARY, ITS_PERSON)
    | derived("shown_start created_by", "the beginning of the secret; a name")
    | kept("secret_hash", PROPRIETARY, "nobody", secret=True),
    "providers.Provider": plain("id public_id country tier zone opens closes agreed_on listed_at")
    | kept("name trade_name domain", PUBLIC, "the directory; that it is on a path is a secret")
    | kept("city form_499_id frn rmd_number agreed_version agreed_by", PROPRIETARY, THE_PROVIDER)
    | kept("listed_because", PROPRIETARY, THE_GROUP)
    | kept("ocns", PUBLIC, "the directory: four letters, too short to seek", sought=False),
    "providers.PointOfContact": plain("id provider kind given_at ended_at unreachable_since")
    | kept("full_name title email phone hours", PROPRIETARY, THE_PROVIDER)
    | derived("phone_e164 given_by", "phone; a name"),
    "providers.ControlLink": plain("id controls controlled since_on until_on recorded_at")
    | kept("evidence", PROPRIETARY, THE_GROUP)
    | derived("recorded_by", "a name of staff"),
    "providers.ForeignFinding": plain("id provider foreign factors found_at")
    | kept("reasons", PROPRIETARY, THE_GROUP)
    | derived("found_by", "a name of staff"),
    "providers.StandingFinding": plain("id provider found_at lifted_at")
    | kept("reasons lifted_because", PROPRIETARY, THE_GROUP)
    | derived("found_by", "a name of staff"),
    "sourcing.Source": plain("id public_id kind provider verified_at listed_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("verified_how", PROPRIETARY, THE_GROUP)
    | derived("verified_by", "a name of staff"),
    "sourcing.Campaign": plain("id public_id volume_a_month opened_at")
    | kept("name", MEMBER, "whoever is asked about a call of it")
    | kept("message", PROPRIETARY, THE_GROUP),
    "sourcing.IncidentData": plain("id called_at volume attestation")
    | kept("calling_raw", PROPRIETARY, WHO_ASKED)
    | derived("calling", "calling_raw")
    | kept("called_raw", owner=WHO_ASKED, **CALLED)  # type: ignore[arg-type]
    | derived("called", "called_raw")
    | kept("called_ip", owner="who submitted the call", **CALLED)  # type: ignore[arg-type]
    | kept("identity_header", owner="who submitted the call", **CALLED, **HANDED)  # type: ignore[arg-type]
    | kept(
        "source_ip originating_point_code destination_point_code sip_anomalies spoofing_evidence",
        PROPRIETARY,
        "who submitted the call",
    )
    | kept("signer_ocn", PROPRIETARY, "who submitted the call: four letters, too short to seek", sought=False),
    "sourcing.Candidate": plain("id public_id purpose source incident campaign first_provider nature")
    | plain("characteristics basis score submitted_at")
    | kept("evidence approval submitted_by", PROPRIETARY, "the source"),
    "sourcing.EvidenceFile": plain("id candidate media_type sha256 added_at")
    | kept("name", PROPRIETARY, "the source")
    | kept("content", owner="the source", **CALLED)  # type: ignore[arg-type]
    | derived("added_by", "a name"),
    "sourcing.DueDiligence": plain("id candidate credible_source nature warrants_resources opens decided_at")
    | kept("credible_source_why nature_why warrants_resources_why", PROPRIETARY, THE_GROUP)
    | derived("decided_by", "a name of staff"),
    "tracebacks.Traceback": plain("id public_id number candidate owner opened_at closed_at closed_as")
    | derived("opened_by", "a name of staff"),
    "tracebacks.Hop": plain("id public_id traceback position downstream provider state profile created_at asked_at")
    | plain("received_at due_at close_at acknowledged_at over_at no_contact_at"),
    "tracebacks.HandOut": plain("id hop key handed_at"),
    "tracebacks.HopLink": plain("id hop made_at") | kept("nonce token_hash", PROPRIETARY, "nobody", secret=True),
    "tracebacks.Answer": plain("id hop version kind upstream called_at_as_recorded attestation mitigation late")
    | plain("channel answered_at")
    | kept("contact trunk source_ip originating_point_code destination_point_code", PROPRIETARY, WHO_ANSWERED)
    | kept("searched reason mitigation_note comment", PROPRIETARY, WHO_ANSWERED)
    | kept("call_id calling_as_received", PROPRIETARY, WHO_ANSWERED, **HANDED)
    | kept("called_as_received passport", owner=WHO_ANSWERED, **CALLED, **HANDED)  # type: ignore[arg-type]
    | kept("vetting", CPNI, "the provider whose customer it is")
    | kept("answered_by", PROPRIETARY, WHO_ANSWERED),
    "tracebacks.AnswerFile": plain("id answer media_type sha256")
    | kept("name", PROPRIETARY, WHO_ANSWERED)
    | kept("content", owner=WHO_ANSWERED, **CALLED),  # type: ignore[arg-type]
    "tracebacks.ReturnedAnswer": plain("id answer returned_at")
    | kept("reason", PROPRIETARY, "the group, told to the provider")
    | derived("returned_by", "a name of staff"),
    "tracebacks.AnswerDraft": plain("id hop saved_at")
    | kept("fields", PROPRIETARY, "the provider that is asked; not even staff")
    | derived("saved_by", "a name"),
    "tracebacks.Deadline": plain("id hop kind due_at fired_at dropped_at"),
    "tracebacks.Extension": plain("id hop until_at given_at")
    | kept("reason", PROPRIETARY, "the group, told to the provider")
    | derived("given_by", "a name of staff"),
    "tracebacks.Note": plain("id traceback hop written_at")
    | kept("text", PROPRIETARY, THE_GROUP)
    | derived("written_by", "a name of staff"),
    "notices.Notice": plain("id public_id kind variant traceback hop party created_at")
    | derived("message_id thread reply_to subject text html", "what the mail says")
    | kept("link_nonce", PROPRIETARY, "nobody", secret=True),
    "notices.Delivery": plain("id notice role attempts next_try_at accepted_at failed_at bounced_at")
    | derived("address name", "contacts and invitations")
    | kept("reply", PROPRIETARY, THE_GROUP),
    "notices.IncomingMail": plain("id public_id kind traceback hop notice received_at")
    | kept("sender subject text", PROPRIETARY, "who wrote; read by the group")
    | derived("envelope_from envelope_to raw", "sender, our own address, the whole mail"),
    "notices.CaughtMail": plain("id caught_at")
    | derived("envelope_from envelope_to raw", "the mails themselves; the page is shut outside a demonstration"),
    "webhooks.Endpoint": plain("id public_id party events created_at old_until disabled_at disabled_why removed_at")
    | kept("url", PROPRIETARY, THE_PROVIDER)
    | derived("created_by", "a name")
    | kept("secret old_secret", PROPRIETARY, "nobody", secret=True),
    "webhooks.Delivery": plain("id endpoint event_id event made_at next_try_at attempts tried_at status took_ms")
    | plain("accepted_at given_up_at dropped_at")
    | derived("body fault", "ids only, read as the receiver reads them; our own words"),
    "logbook.Entry": plain(
        "seq at verb actor_kind actor_party traceback hop about payload_hash previous_hash entry_hash"
    )
    | derived("actor", "a name"),
    "logbook.Payload": plain("seq") | derived("body", "what happened, told by the fields above"),
    "ground.ClockShift": plain("id seconds"),
    "ground.KeptResponse": plain("id key fingerprint status made_at caller")
    | derived("body", "an answer of the API, kept for the key that got it"),
    "demonstration.Demonstration": plain("id seed made_at api_key"),
}


def of(path: str) -> Kept:
    """`tracebacks.Answer.trunk`, or `tracebacks.Answer.vetting:tax_id` for a part of one."""
    model, _, name = path.partition(":")[0].rpartition(".")
    return TABLE[model][name]


SOUGHT = frozenset(f"{model}.{name}" for model, fields in TABLE.items() for name, one in fields.items() if one.sought)
