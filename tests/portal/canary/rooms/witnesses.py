"""What the room `witnesses` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "witnesses.Witness": plain("id public_id asked_at confirmed_at bounced ended_at ended_how")
    | kept("address", PROPRIETARY, THE_GROUP)
    | derived("added_by", "a name of staff"),
}
