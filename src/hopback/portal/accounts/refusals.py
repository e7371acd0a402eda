"""What is refused here. All of it keeps proprietary information with those it was given to (XC.1)."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class AlreadyHere(Refused):
    """This address signs in here already."""

    clause = clause("XC.1")
    field = "email"


class LastAdministrator(Refused):
    """Somebody has to be able to invite others: name another administrator first."""

    clause = clause("XC.1")


class InvitationOver(Refused):
    """An invitation works once, until it expires or is withdrawn."""

    clause = clause("XC.1")


class ScopeNotTheirs(Refused):
    """A key can do at most what its owner may."""

    clause = clause("XC.1")
    field = "scopes"


class NotTheFirst(Refused):
    """There is an administrator already: people are invited by one."""

    clause = clause("XC.1")


class LinkOver(Refused):
    """A mailed link works until it expires, or once."""

    clause = clause("XC.1")
