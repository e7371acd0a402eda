"""What the room `customers` keeps: the customer's particulars themselves stand in the answers."""

from ..keeping import PROPRIETARY, WHO_ANSWERED, Kept, derived, kept, plain

FIELDS: dict[str, dict[str, Kept]] = {
    "customers.Customer": plain("id public_id opened_at same_as settled_at") | derived("settled_by", "a name of staff"),
    "customers.Naming": plain("id customer hop named_at"),
    "customers.Apart": plain("id one other told_at") | derived("told_by", "a name of staff"),
    "customers.Mitigation": plain("id public_id hop provider named_as asked_at asked_times withdrawn_at"),
    "customers.Report": plain("id mitigation did channel said_at") | kept("note said_by", PROPRIETARY, WHO_ANSWERED),
}
