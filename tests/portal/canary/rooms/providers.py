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
    "providers.Agreement": plain("id provider agreed_on how recorded_at")
    | kept("version signed_by title", PROPRIETARY, THE_PROVIDER)
    | derived("recorded_by", "a name of staff, or the signer"),
    "providers.Joining": plain("id public_id how provider country begun_at chased domain_proved_at signed_at")
    | plain("decided_at taken_in")
    | kept("name domain form_499_id rmd_number about full_name email", PROPRIETARY, "who applied; read by the group")
    | kept("contacts signed_by signed_title reason", PROPRIETARY, "who applied; read by the group")
    | derived("signed_version decided_by", "the version in force; a name of staff"),
}
