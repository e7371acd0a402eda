"""What the room `conduct` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, THE_PROVIDER, Kept, derived, kept, plain

SECOND = "proposed_at proposed_by_user confirmed_at confirmed_by_user"
SAID_TO_IT = "the provider it is about, which is told it by mail"

FIELDS: dict[str, dict[str, Kept]] = {
    "conduct.Finding": plain(f"id public_id provider fact answer_until told dropped_at fingerprint {SECOND}")
    | derived("sheet factors evidence", "counted from requests, by public ids")
    | derived("proposed_by confirmed_by dropped_by", "names of staff")
    | kept("reasons dropped_because", PROPRIETARY, SAID_TO_IT),
    "conduct.Reply": plain("id finding kind channel said_at") | kept("words said_by", PROPRIETARY, THE_PROVIDER),
    "conduct.Review": plain("id reply upheld finder_user reviewed_by_user reviewed_at")
    | derived("reviewed_by", "a name of staff")
    | kept("reasons", PROPRIETARY, SAID_TO_IT),
    "conduct.Lifting": plain(f"id public_id fact dropped_at {SECOND}")
    | derived("proposed_by confirmed_by dropped_by", "names of staff")
    | kept("reasons", PROPRIETARY, "once it is confirmed, the provider it is about")
    | kept("dropped_because", PROPRIETARY, THE_GROUP),
}
