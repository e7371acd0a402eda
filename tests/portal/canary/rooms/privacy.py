"""What the room `privacy` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "privacy.CustomerRequest": plain("id public_id provider received_on recorded_at granted answered_at")
    | kept("customer to_whom what document checked_how because", PROPRIETARY, THE_GROUP)  # a letter to the group
    | derived("recorded_by answered_by", "names of staff"),
}
