"""What the room `webhooks` keeps."""

from ..keeping import PROPRIETARY, THE_PROVIDER, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "webhooks.Endpoint": plain("id public_id party events created_at old_until disabled_at disabled_why removed_at")
    | kept("url", PROPRIETARY, THE_PROVIDER)
    | derived("created_by", "a name")
    | kept("secret old_secret", PROPRIETARY, "nobody", secret=True),
    "webhooks.Delivery": plain("id endpoint event_id event made_at next_try_at attempts tried_at status took_ms")
    | plain("accepted_at given_up_at dropped_at")
    | derived("body fault", "ids only, read as the receiver reads them; our own words"),
}
