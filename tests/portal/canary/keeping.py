"""How confidential a stored field is, and whose: the words of the table in `fields`."""

from typing import NamedTuple

from hopback.policy.appendix_c_privacy import FieldClass

PUBLIC, MEMBER = FieldClass.PUBLIC, FieldClass.MEMBER
PROPRIETARY, CPNI = FieldClass.PROPRIETARY, FieldClass.CPNI


class Kept(NamedTuple):
    """`owner` in words; `sought`: a canary is put into it. `revealed`: staff see it by a reveal only (XC.2).

    `handed`: describes the leg between two neighbours; the asked provider's machine is handed what is said of the
    leg that it sent itself, while it is on the path (`HopOut.sent_as`; docs/policy/choices.md, A3.11)."""

    field_class: FieldClass
    owner: str
    sought: bool = True
    revealed: bool = False
    secret: bool = False  # shown to nobody, ever
    handed: bool = False


def plain(names: str) -> dict[str, Kept]:
    """Ids, moments, marks, counts, and what is chosen from a list: nothing of anybody's to find again."""
    return {name: Kept(PUBLIC, "the portal", sought=False) for name in names.split()}


def kept(names: str, field_class: FieldClass, owner: str, **more: bool) -> dict[str, Kept]:
    return {name: Kept(field_class, owner, **more) for name in names.split()}


def derived(names: str, why: str) -> dict[str, Kept]:
    """Made from other fields, whose canaries it carries."""
    return {name: Kept(PROPRIETARY, why, sought=False) for name in names.split()}


THE_GROUP, THE_PROVIDER, ITS_PERSON = "the group", "the provider itself", "the person's party"
WHO_ASKED, WHO_ANSWERED = "who submitted the call, and whoever is asked", "the provider that answered"
CALLED = {"field_class": CPNI, "revealed": True}
HANDED = {"handed": True}
