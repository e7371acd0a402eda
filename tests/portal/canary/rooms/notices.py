"""What the room `notices` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "notices.Notice": plain("id public_id kind variant traceback hop party created_at")
    | derived("message_id thread reply_to subject text html", "what the mail says")
    | kept("link_nonce", PROPRIETARY, "nobody", secret=True),
    "notices.Delivery": plain("id notice role attempts next_try_at accepted_at failed_at bounced_at")
    | derived("address name", "contacts and invitations")
    | kept("reply", PROPRIETARY, THE_GROUP),
    "notices.IncomingMail": plain("id public_id kind traceback hop notice received_at")
    | kept("sender subject text", PROPRIETARY, "who wrote; read by the group")
    | derived("envelope_from envelope_to raw", "sender, our own address, the whole mail"),
    "notices.CaughtMail": plain("id caught_at")
    | derived("envelope_from envelope_to raw", "the mails themselves; the page is shut outside a demonstration"),
}
