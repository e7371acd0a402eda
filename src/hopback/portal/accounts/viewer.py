"""Who is asking: the one value that every query and action is told."""

from dataclasses import dataclass

from .models import ApiKey, Kind, MailedLink, Role, User


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody, or something, at the door. `party` is the public id of the provider or source acted for."""

    kind: str  # staff, provider, source, link (the one-hop mail link) or system (the tick, the relay)
    name: str
    party: str = ""
    role: str = Role.MEMBER
    scopes: frozenset[str] | None = None  # None: a person, or the system
    user_id: int | None = None
    key_id: int | None = None
    hop: str = ""  # link: the only hop it may touch
    about: str = ""  # link: the only other thing it may touch
    zone: str = "America/New_York"

    @property
    def is_staff(self) -> bool:
        return self.kind == Kind.STAFF

    @property
    def is_admin(self) -> bool:
        return self.role == Role.ADMIN and self.scopes is None

    @property
    def caller(self) -> str:
        """Who a repeated request is the same request of."""
        return f"key:{self.key_id}" if self.key_id else f"user:{self.user_id}" if self.user_id else f"hop:{self.hop}"


SYSTEM = Viewer(kind="system", name="Hopback")


def of_user(user: User) -> Viewer:
    return Viewer(kind=user.kind, name=user.name, party=user.party, role=user.role, user_id=user.pk, zone=user.zone)


def of_key(key: ApiKey) -> Viewer:
    return Viewer(
        kind=key.kind,
        name=key.label,
        party=key.party,
        scopes=frozenset(key.scopes),
        key_id=key.pk,
        zone="UTC",
    )


def of_link(*, provider: str, name: str, hop: str, zone: str) -> Viewer:
    """The holder of a one-hop mail link: not signed in, may touch this one hop (design 4)."""
    return Viewer(kind="link", name=name, party=provider, hop=hop, zone=zone)


def of_mailed_link(link: MailedLink, *, party: str = "", name: str = "", zone: str = "UTC") -> Viewer:
    """The holder of a mailed link of another purpose: may touch what it is about, and nothing else."""
    return Viewer(kind="link", name=name or link.address, party=party, about=link.about, zone=zone)
