"""What the room `providers` keeps."""

from ..keeping import PROPRIETARY, PUBLIC, THE_GROUP, THE_PROVIDER, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "providers.Provider": plain("id public_id country tier zone opens closes agreed_on listed_at domain_proved_at")
    | kept("name trade_name domain", PUBLIC, "the directory; that it is on a path is a secret")
    | kept("city form_499_id frn rmd_number", PROPRIETARY, THE_PROVIDER)
    | derived("agreed_version agreed_by", "the last agreement")
    | kept("listed_because", PROPRIETARY, THE_GROUP)
    | kept("ocns", PUBLIC, "the directory: four letters, too short to seek", sought=False),
    "providers.PointOfContact": plain("id provider kind zone given_at confirmed_at ended_at unreachable_since")
    | kept("full_name title email phone hours", PROPRIETARY, f"{THE_PROVIDER}; told by the contact list (XA.1)")
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
    "providers.Agreement": plain("id provider agreed_on how recorded_at")
    | kept("version signed_by title", PROPRIETARY, THE_PROVIDER)
    | derived("recorded_by", "a name of staff, or the signer"),
    "providers.Joining": plain("id public_id how provider country begun_at chased domain_proved_at signed_at")
    | plain("decided_at taken_in")
    | kept("name domain form_499_id rmd_number about full_name email", PROPRIETARY, "who applied; read by the group")
    | kept("contacts signed_by signed_title reason", PROPRIETARY, "who applied; read by the group")
    | derived("signed_version decided_by", "the version in force; a name of staff"),
    "providers.Particular": plain("id provider kind country given_at ended_at")
    | kept("value source", PROPRIETARY, THE_GROUP)
    | derived("given_by ended_by", "a name of staff"),
    "providers.FactSource": plain("id provider field given_at")
    | derived("source given_by", "why it was listed, who named it; a name"),
    "providers.ProposedContact": plain("id provider proposed_at decided_at taken_as")
    | kept("full_name title email phone", PROPRIETARY, THE_GROUP)
    | derived("source decided_by", "the name of a file; a name of staff"),
    "providers.ProviderFile": plain("id public_id kind given_at imported_at outcome")
    | kept("name content", PROPRIETARY, THE_GROUP)
    | derived("sha256 given_by imported_by", "content; names of staff"),
    "providers.ContactListRequest": plain("id public_id party asked_at decided_at granted until_on")
    | kept("asked_by email purpose because", PROPRIETARY, "the agency that asked")
    | derived("agency recorded_by decided_by", "the name of a source; names"),
    "providers.Merge": plain("id public_id gone kept joined merged_at moved undone_at")
    | kept("because undone_because", PROPRIETARY, THE_GROUP)
    | derived("merged_by undone_by", "a name of staff"),
    "providers.NotTheSame": plain("id one other said_at")
    | kept("because", PROPRIETARY, THE_GROUP)
    | derived("said_by", "a name of staff"),
}
