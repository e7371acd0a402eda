"""What the room `ground` keeps."""

from ..keeping import Kept, derived, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "ground.ClockShift": plain("id seconds"),
    "ground.Appointment": plain("id kind about due_at kept_at dropped_at"),
    "ground.KeptResponse": plain("id key fingerprint status made_at caller")
    | derived("body", "an answer of the API, kept for the key that got it"),
}
