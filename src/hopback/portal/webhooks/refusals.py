"""What is refused here."""

from hopback.policy.clause import Refused
from hopback.policy.clauses import clause


class UrlRefused(Refused):
    """Events cannot be sent to this address."""

    clause = clause("XA.2")
    field = "url"


class EventUnknown(Refused):
    """There is no such event to subscribe to."""

    clause = clause("XA.2")
    field = "events"


class WebhookDisabled(Refused):
    """Nothing is sent to a webhook that is disabled: enable it first."""

    clause = clause("XA.2")
