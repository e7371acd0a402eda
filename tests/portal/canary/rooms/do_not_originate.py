"""What the room `do_not_originate` keeps: what a recipient said to the group, and what was found of it."""

from ..keeping import PROPRIETARY, PUBLIC, THE_GROUP, Kept, derived, kept, plain

THE_RECIPIENT = "the recipient, and the group"
STAFFS = "a name of staff, of a member's person or of who signs"
READ = "who is given copies of the registry, and the group"  # XB.5, XB.6


def _read(names: str) -> dict[str, Kept]:
    """What stands in every copy of the registry."""
    return {name: Kept(PUBLIC, READ, sought=False) for name in names.split()}


FIELDS: dict[str, dict[str, Kept]] = {
    "do_not_originate.Recipient": plain("id public_id category source served_by unreachable_since first_on named_at")
    | _read("name vendor")
    | kept("protections contact_name contact_email", PROPRIETARY, THE_RECIPIENT)
    | derived("named_by", STAFFS),
    "do_not_originate.Listing": plain(
        "id public_id recipient letter_on event_kind calls_a_day requested_at approved_at priority declined_at"
        " removed_at"
    )
    | _read("letter_signer event_words removed_because declined_because")
    | kept("consulted letter_name letter", PROPRIETARY, THE_RECIPIENT)
    | plain("letter_type")
    | derived("requested_by approved_by declined_by removed_by", STAFFS),
    "do_not_originate.Number": plain("id listing block listed_in removed_in") | _read("number"),
    "do_not_originate.Version": plain("id number listing what numbers made_at")
    | derived("because made_by", "of the removal; a name of staff"),
    "do_not_originate.Finding": plain("id listing test holds made_at")
    | kept("because", PROPRIETARY, THE_GROUP)
    | derived("made_by", STAFFS),
    "do_not_originate.Vetting": plain("id listing member assigned legitimate made_at")
    | kept("how", PROPRIETARY, "the member that vetted, and the group")
    | derived("made_by", STAFFS),
    "do_not_originate.Confirmation": plain(
        "id public_id recipient round due_on asked_at chased returned_at confirmed_at"
    )
    | kept("confirmed_by", PROPRIETARY, THE_RECIPIENT),
    "do_not_originate.Confirmed": plain("id confirmation listing holds") | kept("words", PROPRIETARY, THE_RECIPIENT),
    "do_not_originate.Implementation": plain("id listing party implemented_on reported_at taken_out_on")
    | derived("name reported_by", "a provider's or a source's name; its person's"),
    "do_not_originate.Statistic": plain("id listing party calls given_at") | derived("given_by", STAFFS),
    "do_not_originate.Conflict": plain("id public_id listing kind number party answer raised_at settled_at")
    | kept("words settled_because", PROPRIETARY, "who saw it, and the group")
    | derived("raised_by settled_by", STAFFS),
    "do_not_originate.Reader": plain("id source named_at ended_at")
    | kept("because ended_because", PROPRIETARY, THE_GROUP)
    | derived("named_by ended_by", STAFFS),
    "do_not_originate.Copy": plain("id party version since form listed removed sha256 taken_at")
    | derived("name taken_by", "a provider's or a source's name; its person's"),
    "do_not_originate.Charge": plain("id public_id recipient cents every_months from_on billed agreed_at ended_at")
    | kept("agreed_with", PROPRIETARY, THE_RECIPIENT)
    | derived("agreed_by", STAFFS),
}
