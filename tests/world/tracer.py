"""A portal in forty lines: asks hop by hop, believes the answers, and notes what contradicts them."""

from dataclasses import dataclass, field

from hopback.world import Call, Kind, Network, Provider, Question, Reply

LONGEST = 12


@dataclass
class Trace:
    """Where a trace went, how it ended, and everything that speaks against it."""

    path: list[str]
    ended: str = ""
    flags: set[str] = field(default_factory=set)

    @property
    def clean(self) -> bool:
        return self.ended == "originated" and not self.flags


def trace(network: Network, call: Call) -> Trace:
    """Trace one call from its terminating provider."""
    found = Trace([call.path[0]])
    question, signer = Question.about(call), ""
    for _ in range(LONGEST):
        key = found.path[-1]
        reply = network.answer(key, question)
        if len(found.path) == 1 and reply:
            signer = reply.signer
        if reply and denied(network, key, question, reply):
            found.flags.add("denied")
            reply = network.told_denied(key, question) or reply
        if not continues(network, found, reply):
            break
        question = question.passed_to(key)
    if found.ended == "originated" and signer not in {network.provider(key).ocn for key in found.path}:
        found.flags.add("signer not on path")
    return found


def continues(network: Network, found: Trace, reply: Reply | None) -> bool:
    """Add the named upstream to the path; False where the trace ends."""
    if reply is None:
        found.ended = "no response"
    elif reply.kind is not Kind.UPSTREAM:
        found.ended = reply.kind.value
    else:
        upstream = reached(network, reply)
        found.ended = "" if upstream else "dead mailbox"
        if upstream:
            found.path.append(upstream.key)
            return True
    if found.ended != "originated":
        found.flags.add(found.ended)
    return False


def denied(network: Network, key: str, question: Question, reply: Reply) -> bool:
    """Say whether the provider that this reply names finds no such call."""
    upstream = reached(network, reply) if reply.kind is Kind.UPSTREAM else None
    answer = network.answer(upstream.key, question.passed_to(key)) if upstream else None
    return answer is not None and answer.kind is Kind.NOT_FOUND


def reached(network: Network, reply: Reply) -> Provider | None:
    """Return who answers for the named upstream: nobody, if its mailbox is dead."""
    if reply.unlisted:
        return network.provider_at(reply.unlisted.email)
    return network.provider(reply.upstream or "")
