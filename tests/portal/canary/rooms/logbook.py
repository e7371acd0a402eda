"""What the room `logbook` keeps."""

from ..keeping import Kept, derived, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "logbook.Entry": plain(
        "seq at verb actor_kind actor_party traceback hop about payload_hash previous_hash entry_hash"
    )
    | derived("actor", "a name"),
    "logbook.Subtree": plain("id level index hash"),
    "logbook.Head": plain("size root at note"),
    "logbook.Payload": plain("seq") | derived("body", "what happened, told by the fields above"),
}
