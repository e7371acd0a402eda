"""What the room `campaigns` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "campaigns.Text": plain("id public_id campaign kind language added_at")
    | kept("text told_by", PROPRIETARY, THE_GROUP)
    | derived("added_by", "a name of staff"),
    "campaigns.Volume": plain("id public_id campaign month_on calls added_at")
    | kept("told_by", PROPRIETARY, THE_GROUP)
    | derived("added_by", "a name of staff"),
    "campaigns.Placing": plain("id public_id candidate campaign belongs decided_at")
    | derived("decided_by", "a name of staff"),
}
