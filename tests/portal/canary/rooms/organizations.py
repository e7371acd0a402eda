"""What the room `organizations` keeps."""

from ..keeping import PROPRIETARY, Kept, derived, kept, plain

THE_ORGANIZATION = "the organisation, and the group"

FIELDS: dict[str, dict[str, Kept]] = {
    "organizations.Acknowledgement": plain("id candidate user use acknowledged_at"),
    "organizations.Fee": plain("id source cents from_on recorded_at")
    | kept("terms agreed_with", PROPRIETARY, THE_ORGANIZATION)
    | derived("recorded_by", "a name of staff"),
    "organizations.Invoice": plain("id public_id number source issued_at due_on paid_on waived_at")
    | derived("billed_to terms", "the source's name; the terms of the fee")
    | kept("paid_how waived_because", PROPRIETARY, THE_ORGANIZATION)
    | derived("issued_by settled_by", "a name of staff"),
    "organizations.InvoiceLine": plain("id invoice candidate cents") | derived("words", "the number of a traceback"),
}
