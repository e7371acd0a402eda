"""What the room `membership` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, THE_PROVIDER, Kept, derived, kept, plain

SEATS = "the provider it is about, the Committee's seats, and staff"
SAID_TO_IT = "the provider it is about, which is told it by mail"

FIELDS: dict[str, dict[str, Kept]] = {
    "membership.Application": plain(
        "id public_id provider tier applied_at recommended recommended_at outcome decided_at"
    )
    | kept("words", PROPRIETARY, THE_PROVIDER)
    | kept("recommended_because", PROPRIETARY, THE_GROUP)
    | kept("decided_because", PROPRIETARY, SAID_TO_IT)
    | derived("applied_by recommended_by decided_by", "a name"),
    "membership.Statement": plain("id provider best_practices principles affiliates signed_at")
    | kept("version inapplicable signer title", PROPRIETARY, THE_PROVIDER)
    | derived("signed_by", "a name of the provider's"),
    "membership.Breach": plain("id provider rules found_at lifted_at")
    | kept("reasons", PROPRIETARY, SAID_TO_IT)
    | kept("lifted_because", PROPRIETARY, THE_GROUP)
    | derived("found_by", "a name of staff"),
    "membership.Membership": plain("id provider tier application began_at ended_at")
    | kept("because ended_because", PROPRIETARY, SAID_TO_IT)
    | derived("began_by ended_by", "a name"),
    "membership.Support": plain("id provider level since_on until_on recorded_at")
    | derived("recorded_by", "a name of staff"),
    "membership.Vote": plain("id public_id provider about months seats opened_at closes_at outcome decided_at")
    | kept("reasons", PROPRIETARY, SEATS)
    | derived("opened_by", "a name of staff"),
    "membership.Ballot": plain("id vote seat approves cast_at")
    | kept("reasons", PROPRIETARY, SEATS)
    | derived("cast_by", "a name of the seat's"),
    "membership.Ending": plain("id provider membership advice outcome proposed_at decided_at")
    | kept("reasons decided_because", PROPRIETARY, SAID_TO_IT)
    | derived("found proposed_by decided_by", "policy's own words; names of staff"),
    "membership.MemberCall": plain("id public_id quarterly starts_at planned_at held_at called_off_at")
    | kept("subject", PROPRIETARY, "the members")
    | derived("planned_by recorded_by", "names of staff"),
    "membership.Attendance": plain("id call provider"),
}
