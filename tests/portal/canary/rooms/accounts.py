"""What the room `accounts` keeps."""

from ..keeping import ITS_PERSON, PROPRIETARY, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "accounts.User": plain("id public_id kind role party zone is_active created_at last_login")
    | kept("email name", PROPRIETARY, ITS_PERSON)
    | kept("password", PROPRIETARY, "nobody", sought=False, secret=True),
    "accounts.Invitation": plain("id public_id kind role party invited_at expires_at accepted_at withdrawn_at")
    | kept("email name", PROPRIETARY, ITS_PERSON)
    | derived("party_name invited_by", "names of people and parties")
    | kept("nonce token_hash", PROPRIETARY, "nobody", secret=True),
    "accounts.MailedLink": plain("id purpose about made_at expires_at used_at")
    | derived("address", "a contact, or who applied")
    | kept("nonce token_hash", PROPRIETARY, "nobody", secret=True),
    "accounts.ApiKey": plain("id public_id kind party scopes created_at last_used_at revoked_at")
    | kept("label", PROPRIETARY, ITS_PERSON)
    | derived("shown_start created_by", "the beginning of the secret; a name")
    | kept("secret_hash", PROPRIETARY, "nobody", secret=True),
}
