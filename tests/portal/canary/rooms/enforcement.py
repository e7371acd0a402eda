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
    "enforcement.Referral": plain("id public_id provider ground campaign since_on until_on seen returned_at sent_at")
    | plain("proposed_at proposed_by_user confirmed_at confirmed_by_user")
    | kept("summary", PROPRIETARY, "the group, and the agencies that it is sent to")
    | kept("returned_because", PROPRIETARY, THE_GROUP)
    | derived("facts", "the provider's name, the campaign's, and figures")
    | derived("proposed_by confirmed_by returned_by sent_by", "a name of staff"),
    "enforcement.ReferredTo": plain("id referral agency notice sent_at"),
    "enforcement.Subscription": plain("id public_id person began_at bounced ended_at ended_how"),
    "enforcement.Post": plain("id public_id campaign author_user person via posted_at seen decided_at")
    | plain("decided_by_user released")
    | kept("subject text", PROPRIETARY, "the group, and everybody on the list")
    | kept("because", PROPRIETARY, THE_GROUP)
    | derived("author decided_by", "a name"),
}
