"""What each verb of the log means, in words a reader knows. A verb that is not listed still says its name."""

from typing import NamedTuple


class Words(NamedTuple):
    """`tone`: e mail, a answer, d deadline, s somebody of the staff, "" the portal itself.

    `says` are sentences from the richest to the plainest: the first all of whose names are told is used."""

    tone: str
    icon: str
    says: tuple[str, ...]


def _answer(did: str) -> tuple[str, ...]:
    return (
        f"<b>{{provider}}</b> {did}: received from <b>{{named}}</b>",
        f"<b>{{provider}}</b> {did}: {{kind}}",
        f"<b>{{provider}}</b> {did}",
        f"<b>{{actor}}</b> {did}",
    )


WORDS = {
    "traceback.opened": Words("s", "person", ("<b>{actor}</b> opened the traceback",)),
    "traceback.assigned": Words(
        "s", "person", ("<b>{actor}</b> gave it to <b>{owner}</b>", "<b>{actor}</b> took it from its owner")
    ),
    "traceback.closed": Words("d", "flag", ("<b>Closed</b>: {status}", "<b>Closed</b>")),
    "traceback.reopened": Words("d", "back", ("<b>Reopened</b> because of {because}", "<b>Reopened</b>")),
    "traceback.withdrawn": Words("s", "person", ("<b>{actor}</b> withdrew the traceback",)),
    "hop.asked": Words("e", "mail", ("<b>Hop {position}</b> asked of {provider}", "<b>{provider}</b> asked")),
    "hop.identifying": Words("s", "search", ("<b>Provider not listed</b>: staff find out who is meant",)),
    "hop.identified": Words("s", "person", ("<b>{actor}</b> identified the provider: <b>{provider}</b>",)),
    "hop.clock_started": Words("d", "clock", ("<b>Clock started</b>: answer due {due_at}",)),
    "hop.handed_out": Words("a", "key", ("<b>{provider}</b> read the request by machine, with the key “{key}”",)),
    "hop.acknowledged": Words("a", "eye", ("<b>{provider}</b> began to investigate",)),
    "hop.reminded": Words("d", "clock", ("<b>Reminder</b> to {provider}", "<b>Reminder</b>")),
    "hop.overdue": Words("d", "clock", ("<b>Overdue</b>: {provider} has not answered",)),
    "hop.extended": Words("s", "clock", ("<b>{actor}</b> gave {provider} until {until}",)),
    "hop.no_response": Words("d", "none", ("<b>No response</b> from {provider}",)),
    "hop.not_asked": Words("d", "none", ("<b>{provider}</b> not asked: found non-cooperative", "<b>Not asked</b>")),
    "hop.asked_on": Words("s", "person", ("<b>{actor}</b> asked {provider} after all",)),
    "hop.superseded": Words("d", "back", ("<b>{provider}</b> no longer on the path", "<b>Hop superseded</b>")),
    "hop.no_contact": Words("d", "warning", ("<b>No contact</b> with {provider}", "<b>No contact</b>")),
    "answer.given": Words("a", "mail", _answer("answered")),
    "answer.corrected": Words("a", "mail", _answer("corrected its answer")),
    "answer.late": Words("a", "mail", _answer("answered late")),
    "answer.drafted": Words("a", "page", ("<b>{provider}</b> saved a draft",)),
    "answer.returned": Words("s", "back", ("<b>{actor}</b> returned the answer of {provider}",)),
    "note.written": Words("s", "person", ("<b>{actor}</b>: {text}", "<b>{actor}</b> wrote a note")),
    "cpni.revealed": Words("s", "eye", ("<b>{actor}</b> opened the {field}", "<b>{actor}</b> opened CPNI")),
    "list.downloaded": Words(
        "s", "download", ("<b>{actor}</b> took {what}, {rows} rows: {asked}", "<b>{actor}</b> took {what}, {rows} rows")
    ),
    "notice.posted": Words("e", "mail", ("<b>{subject}</b> to {to}", "<b>Mail</b> to {to}", "<b>Mail written</b>")),
    "notice.accepted": Words("e", "check", ("<b>Mail accepted</b> for {address}", "<b>Mail accepted</b>")),
    "notice.failed": Words("e", "warning", ("<b>Mail not delivered</b> to {address}", "<b>Mail not delivered</b>")),
    "notice.bounced": Words("e", "warning", ("<b>Mail came back</b> from {address}", "<b>Mail came back</b>")),
    "notice.delayed": Words("e", "clock", ("<b>Mail delayed</b> to {address}", "<b>Mail delayed</b>")),
    "mail.received": Words("e", "mail", ("<b>Mail received</b> from {sender}", "<b>Mail received</b>")),
    "candidate.submitted": Words("", "page", ("<b>{actor}</b> submitted a candidate call",)),
    "candidates.submitted": Words("", "page", ("<b>{actor}</b> submitted many candidate calls",)),
    "candidate.placed": Words("s", "person", ("<b>{actor}</b> said who is asked first",)),
    "candidate.accepted": Words("s", "check", ("<b>{actor}</b> recorded the due diligence: it held",)),
    "candidate.declined": Words("s", "cross", ("<b>{actor}</b> declined the candidate",)),
    "campaign.opened": Words("s", "flag", ("<b>{actor}</b> named the campaign {name}",)),
    "campaign.changed": Words("s", "flag", ("<b>{actor}</b> changed the campaign {name}",)),
    "campaign.closed": Words("s", "flag", ("<b>{actor}</b> closed the campaign {name}",)),
    "campaign.reopened": Words("s", "back", ("<b>{actor}</b> opened the campaign {name} again",)),
    "campaign.merged": Words("s", "chain", ("<b>{actor}</b> merged the campaign {name} into {into_name}",)),
    "campaign.text_added": Words("s", "page", ("<b>{actor}</b> wrote down what calls of {name} say",)),
    "campaign.text_removed": Words("s", "cross", ("<b>{actor}</b> removed a text of {name}",)),
    "campaign.volume_told": Words("s", "page", ("<b>{actor}</b> wrote down {calls} calls of {name} in {month}",)),
    "campaign.volume_removed": Words("s", "cross", ("<b>{actor}</b> removed a figure of {name}",)),
    "source.listed": Words("s", "person", ("<b>{actor}</b> listed the source {name}",)),
    "source.verified": Words("s", "check", ("<b>{actor}</b> verified the source {name}",)),
    "provider.listed": Words("s", "person", ("<b>{actor}</b> listed {provider}",)),
    "provider.taken_in": Words("", "person", ("<b>{provider}</b> taken in as an answer described it",)),
    "provider.changed": Words("", "person", ("<b>{actor}</b> changed the details of {provider}",)),
    "provider.contact_changed": Words("", "phone", ("<b>{actor}</b> changed a contact of {provider}",)),
    "provider.contact_unreachable": Words("d", "warning", ("<b>A contact of {provider}</b> cannot be reached",)),
    "provider.control_linked": Words("s", "chain", ("<b>{actor}</b> recorded who controls {provider}",)),
    "provider.control_ended": Words("s", "chain", ("<b>{actor}</b> ended a control of {provider}",)),
    "provider.found_foreign": Words("s", "flag", ("<b>{actor}</b> found {provider} foreign",)),
    "provider.found_not_foreign": Words("s", "flag", ("<b>{actor}</b> found {provider} not foreign",)),
    "provider.found_non_cooperative": Words("s", "flag", ("<b>{actor}</b> found {provider} non-cooperative",)),
    "provider.finding_lifted": Words("s", "check", ("<b>{actor}</b> lifted a finding about {provider}",)),
    "provider.agreed": Words("s", "page", ("<b>{signed_by}</b> agreed to the policies for {provider}",)),
    "provider.domain_asked": Words("e", "mail", ("<b>{actor}</b> set out to verify the domain of {provider}",)),
    "provider.domain_proved": Words("a", "check", ("<b>{provider}</b> verified its domain {domain}",)),
    "joining.applied": Words("", "person", ("<b>{actor}</b> applied for {provider}",)),
    "joining.invited": Words("e", "mail", ("<b>{provider}</b> invited to take part",)),
    "joining.link_mailed": Words("e", "mail", ("<b>A link to join</b> mailed for {provider} again",)),
    "joining.domain_proved": Words("a", "check", ("<b>{provider}</b> verified its domain {domain}",)),
    "joining.contact_named": Words("a", "phone", ("<b>{provider}</b> named its {kind} contact",)),
    "joining.signed": Words("a", "page", ("<b>{signed_by}</b> signed for {provider}",)),
    "joining.chased": Words("d", "clock", ("<b>{provider}</b> asked again to join",)),
    "joining.taken_in": Words("s", "check", ("<b>{actor}</b> took {provider} in",)),
    "joining.declined": Words("s", "cross", ("<b>{actor}</b> declined {provider}",)),
    "person.invited": Words("s", "person", ("<b>{actor}</b> invited {person}",)),
    "invitation.withdrawn": Words("s", "person", ("<b>{actor}</b> withdrew the invitation of {person}",)),
    "person.joined": Words("s", "person", ("<b>{person}</b> joined",)),
    "person.role_changed": Words("s", "person", ("<b>{actor}</b> made {person} {after}",)),
    "person.deactivated": Words("s", "lock", ("<b>{actor}</b> deactivated {person}",)),
    "person.reactivated": Words("s", "person", ("<b>{actor}</b> reactivated {person}",)),
    "person.changed": Words("s", "person", ("<b>{actor}</b> changed name or time zone",)),
    "person.signed_in": Words("s", "key", ("<b>{person}</b> signed in",)),
    "person.signed_out": Words("s", "key", ("<b>{person}</b> signed out",)),
    "sign_in.failed": Words(
        "s", "warning", ("<b>Sign-in failed</b> for {person}", "<b>Sign-in failed</b>: unknown address")
    ),
    "second_factor.added": Words("s", "shield", ("<b>{person}</b> set up a second factor",)),
    "second_factor.removed": Words("s", "shield", ("<b>{person}</b> removed a second factor",)),
    "second_factor.renewed": Words("s", "shield", ("<b>{person}</b> made new recovery codes",)),
    "password.changed": Words("s", "lock", ("<b>{person}</b> changed the password",)),
    "password.reset": Words("s", "lock", ("<b>{person}</b> set a new password by mail",)),
    "key.made": Words("s", "key", ("<b>{actor}</b> made the key “{label}”",)),
    "webhook.added": Words("s", "code", ("<b>{actor}</b> added a webhook to {host}",)),
    "webhook.rotated": Words("s", "key", ("<b>{actor}</b> gave the webhook to {host} a new secret",)),
    "webhook.disabled": Words("d", "pause", ("<b>Webhook to {host}</b> disabled: {why}",)),
    "webhook.enabled": Words("s", "check", ("<b>{actor}</b> enabled the webhook to {host}",)),
    "webhook.removed": Words("s", "cross", ("<b>{actor}</b> removed the webhook to {host}",)),
    "webhook.tested": Words("s", "code", ("<b>{actor}</b> sent a test to {host}",)),
    "webhook.given_up": Words("d", "warning", ("<b>Event not delivered</b> to {host}",)),
    "key.revoked": Words("s", "key", ("<b>{actor}</b> revoked the key “{label}”",)),
}

# What the smaller line below may add, in this order; "{}" is the value.
DETAILS = {
    "trunk": "trunk {}",
    "source_ip": "source IP {}",
    "call_id": "Call-ID {}",
    "attestation": "attestation {}",
    "searched": "searched: {}",
    "records_since": "records since {}",
    "mitigation": "mitigation: {}",
    "version": "version {}",
    "how": "{}",
    "variant": "template: {}",
    "template": "template: {}",
    "reply": "{}",
    "subject": "“{}”",
    "address": "{}",
    "start": "{}…",
    "scopes": "{}",
    "factor": "{}",
    "proof": "{}",
    "role": "{}",
    "source": "source: {}",
    "basis": "basis: {}",
    "reason": "reason: {}",
    "profile": "profile {}",
    "was_closed_as": "was: {}",
}
CHANNELS = {"page": "Portal", "link": "Email link", "api": "API", "staff": "Taken down by staff"}

# Stored words, by the field they stand in, as people say them; "" is not worth a word.
PLAIN = {
    ("kind", "upstream"): "another provider sent the call",
    ("kind", "originated"): "its own customer made the call",
    ("kind", "not_found"): "could not find the call",
    ("kind", "cannot_answer"): "cannot answer",
    ("status", "origin_found"): "origin found",
    ("status", "not_found"): "a dead end, not found",
    ("status", "cannot_answer"): "a dead end, no answer possible",
    ("status", "no_response"): "no response",
    ("status", "non_cooperative"): "at a non-cooperative provider",
    ("basis", "protection_222d2"): "47 U.S.C. 222(d)(2)",
    ("basis", "customer_approval"): "the customer’s approval",
    ("why", "gone"): "it answered 410 Gone",
    ("why", "failing"): "nothing was accepted for three days",
    ("why", "by_hand"): "by an administrator",
    ("mitigation", "none"): "",
    ("mitigation", "found_lawful"): "found lawful",
}
