"""What the room `conduct` keeps."""

from ..keeping import Kept, derived, plain

SECOND = "proposed_at proposed_by_user confirmed_at confirmed_by_user"

FIELDS: dict[str, dict[str, Kept]] = {
    "conduct.Finding": plain(f"id public_id provider fact answer_until told dropped_at fingerprint {SECOND}")
    | derived("sheet factors evidence", "counted from requests, by public ids")
    | derived("reasons dropped_because proposed_by confirmed_by dropped_by", "nothing writes them yet"),
    "conduct.Reply": plain("id finding kind channel said_at") | derived("words said_by", "nothing writes them yet"),
    "conduct.Review": plain("id reply upheld finder_user reviewed_by_user reviewed_at")
    | derived("reasons reviewed_by", "nothing writes them yet"),
    "conduct.Lifting": plain(f"id public_id fact dropped_at {SECOND}")
    | derived("reasons dropped_because proposed_by confirmed_by dropped_by", "nothing writes them yet"),
}
