"""What the room `retention` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "retention.Hold": plain("id public_id traceback placed_at")
    | kept("basis document", PROPRIETARY, THE_GROUP)
    | derived("placed_by", "a name of staff"),
    "retention.Lifting": plain("id hold proposed_by_user proposed_at confirmed_by_user confirmed_at")
    | kept("reason", PROPRIETARY, THE_GROUP)
    | derived("proposed_by confirmed_by", "names of staff"),
    "retention.Erasure": plain("id public_id traceback may_go_from approved_at erased_at rows payloads words still")
    | plain("searched proved_at")
    | kept("reason", PROPRIETARY, THE_GROUP, sought=False)  # of one that has no incident data any more
    | derived("approved_by", "a name of staff"),
}
