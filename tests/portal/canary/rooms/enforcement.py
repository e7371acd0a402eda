"""What the room `enforcement` keeps."""

from ..keeping import PROPRIETARY, THE_GROUP, Kept, derived, kept, plain

THE_AGENCY = "the agency, and the group"

FIELDS: dict[str, dict[str, Kept]] = {
    "enforcement.Agency": plain("id source level state recorded_at")
    | kept("enforces", PROPRIETARY, THE_GROUP)
    | derived("recorded_by", "a name of staff"),
    "enforcement.AgencyPerson": plain("id public_id agency added_at confirmed_at unreachable_since ended_at")
    | kept("name title email", PROPRIETARY, THE_AGENCY)
    | kept("ended_because", PROPRIETARY, THE_GROUP)
    | derived("added_by", "a name of staff"),
    "enforcement.AddressException": plain("id public_id agency domain ended_at proposed_at confirmed_at")
    | plain("proposed_by_user confirmed_by_user")
    | kept("why ended_because", PROPRIETARY, THE_GROUP)
    | derived("proposed_by confirmed_by ended_by", "a name of staff"),
}
