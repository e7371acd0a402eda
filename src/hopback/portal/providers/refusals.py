"""What is refused here, each with its clause; the sentence is what the person reads."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class PerhapsListed(Refused):
    """A provider that may be listed already is not listed again without a person's word."""

    clause = clause("A3.3")
    field = "name"


class ForeignReasonsMissing(Refused):
    """Foreign status rests on several factors taken together."""

    clause = clause("A1.5")
    field = "reasons"


class NoSuchFinding(Refused):
    """There is nothing to lift, or it stands already."""

    clause = clause("A1.3")


class NoControl(Refused):
    """This link of control cannot be."""

    clause = clause("A1.1")


class ContactIncomplete(Refused):
    """A point of contact is somebody who can be reached."""

    clause = clause("XA.1")


class DetailsWrong(Refused):
    """This cannot be what the provider is."""

    clause = clause("A1.1")


class CannotApply(Refused):
    """An application comes from an address at the provider's own domain."""

    clause = clause("A1.2")
    field = "email"


class NotSigned(Refused):
    """An agreement has a version, a day, and somebody who signed it."""

    clause = clause("A1.2")
    field = "signed_by"


class CannotTakeIn(Refused):
    """This provider cannot be taken in, or declined, now."""

    clause = clause("A1.2")


class DomainNotTheirs(Refused):
    """A domain is proved by opening a link that was mailed to an address at it."""

    clause = clause("A1.2")
    field = "address"


class ParticularWrong(Refused):
    """This cannot be written down of a provider."""

    clause = clause("A1.1")
    field = "value"


class FileRefused(Refused):
    """This file is none that can be imported."""

    clause = clause("A1.1")
    field = "file"


class ContactListWrong(Refused):
    """The contact list is seen by cooperative providers, and by agencies on a reasonable request."""

    clause = clause("XA.1")


class MergeRefused(Refused):
    """These two cannot be made one."""

    clause = clause("A1.1")
