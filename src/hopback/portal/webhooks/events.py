"""The events there are, in words, and their bodies: ids and a moment, nothing of any call (XC.1, XC.2)."""

from datetime import UTC, datetime

from hopback.wire.webhooks import TEST, Event, EventData, EventType

LABELS = {
    EventType.HOP_ASKED: "A hop is asked of us",
    EventType.HOP_REMINDED: "We are reminded of it",
    EventType.TRACEBACK_CLOSED: "A traceback that we were asked about has closed",
    EventType.DO_NOT_ORIGINATE_CHANGED: "The Do Not Originate list has changed",
}
CHOICES = [(event.value, label) for event, label in LABELS.items()]


def body(event: str, *, now: datetime, hop: str = "", webhook: str = "", version: int | None = None) -> str:
    """The very bytes that are signed and sent, however often."""
    data = EventData(hop=hop or None, webhook=webhook or None, version=version)
    said = Event(type=event, timestamp=now.astimezone(UTC).replace(microsecond=0), data=data)
    return said.model_dump_json(exclude_none=True)


def label(event: str) -> str:
    return "A test" if event == TEST else LABELS[EventType(event)]
