"""What the room `lawful_requests` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

THE_AGENCY = "the agency, and the group"
THOSE_TOLD = "the agency, the group, and whoever is told that its data is asked"

FIELDS: dict[str, dict[str, Kept]] = {
    "lawful_requests.LawfulRequest": plain(
        "id public_id instrument agency received_on due_on campaign called_from called_until"
        " document_type document_sha256 entered_at"
    )
    | kept("reference", PROPRIETARY, THOSE_TOLD)
    | kept("asked_by scope not_in_scope", PROPRIETARY, THE_AGENCY)
    | kept("document_name", PROPRIETARY, THE_GROUP)
    | derived("called", "a called number, as the call has it")
    | derived("document", "opened by a logged POST alone")
    | derived("entered_by", "a name of staff"),
    "lawful_requests.Review": plain("id request valid clear reviewed_at")
    | kept("reasons", PROPRIETARY, THE_GROUP)
    | derived("reviewed_by", "a name of staff"),
    "lawful_requests.ProviderTold": plain("id request provider told_at recorded_at objected_at")
    | kept("forbidden_because objection", PROPRIETARY, THE_GROUP)
    | derived("recorded_by", "a name of staff"),
    "lawful_requests.Release": plain(
        "id public_id request sha256 tracebacks expires_at proposed_at confirmed_at proposed_by_user confirmed_by_user"
    )
    | derived("package", "handed over by a logged POST alone")
    | derived("proposed_by confirmed_by", "a name of staff"),
    "lawful_requests.Taken": plain("id release taken_at") | derived("taken_by", "a name"),
}
