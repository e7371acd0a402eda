"""Referrals as people might write them, by a seed: clean ones, and ones with something of a customer in them."""

import base64
import json
import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from hopback.policy.article_5_enforcement.scanning import Known, Seen

UNITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
AREAS = ["202", "312", "404", "513", "614", "717", "808", "919"]
WIDE = str.maketrans("0123456789", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19")
ARABIC = str.maketrans("0123456789", "\u0660\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669")
LOOKALIKE = str.maketrans("aeopc", "\u0430\u0435\u043e\u0440\u0441")
_FIRSTS = "Lark Bright Summit Golden Harbor Prairie Copper Quiet Silver Maple Falcon Juniper Ridge Delta Orchid"
_SECONDS = "Dialing Offers Benefits Outreach Marketing Solutions Connect Financial Leads Telecom Voice Media"
FIRSTS, SECONDS = _FIRSTS.split(), _SECONDS.split()
FORBIDDEN = ["called", "customer", "vetting", "called_ip", "passport"]
FORMS_OF_FIRMS = ("LLC", "Inc.", "Ltd.", "Corp", "")
SUBJECT = "Pale Moon Telecom"

SENTENCES = (
    "Between {day} and {day} the group asked {subject} {n} times who sent it calls of this campaign.",
    "It answered {n} of {n} requests within 24 hours; {n} were never answered ({share} %).",
    "{n} tracebacks closed with {subject} as the U.S. Point of Entry, and {n} with no response.",
    "The campaign is thought to make {big} calls a month and to have cost its victims ${big} so far.",
    "Traceback TB-2026-{five} closed on {slash} at {clock} UTC; TB-2026-{five} is open still.",
    "See 47 CFR 64.1200(n)(1) and 47 U.S.C. 222(d)(2).",
    "It was found non-cooperative on {written}, after {n} notices and {n} days to answer.",
    "In {year}, {n} of its customers were warned, one of them twice; none was terminated.",
    "The same recording was heard in {n} states between {year} and {year}.",
    "The provider said that it had acted, and was seen again {n} days later, on {day}.",
    "Questions go to the group; the incident data is handed over on a lawful request.",
    "Its entry in the Robocall Mitigation Database was last changed on {day}.",
    "The callers claim to speak for a bank, ask for a code, and hang up after {n} seconds.",
    "Of its {n} trunks, two carried the calls; one of them was closed in {month}.",
    "Two reminders went to both contacts, on {written} and {n} hours later.",
    "Calls arrived at {clock}, {clock} and {clock} on {day}, always within {n} minutes.",
    "FCC 20-187 and WC Docket No. 17-97 describe what is expected of it.",
)


@dataclass
class Draft:
    """A text, and what of it is a real value (`real`), or only looks like one."""

    text: str
    planted: str = ""
    real: bool = False
    field: str = ""  # a structured field that no referral may have


@dataclass
class World:
    """The values that a portal keeps."""

    dice: random.Random
    numbers: list[str] = field(default_factory=list)
    customers: list[str] = field(default_factory=list)
    providers: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    call_ids: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, seed: int) -> "World":
        made = cls(random.Random(seed))
        dice = made.dice
        made.numbers = [made.number() for _ in range(60)]
        pairs = dice.sample([f"{one} {other}" for one in FIRSTS for other in SECONDS], 40)
        named = [f"{pair} {dice.choice(FORMS_OF_FIRMS)}".strip() for pair in pairs]
        made.customers, made.providers = named[:25], named[25:]
        made.addresses = [made.address() for _ in range(30)]
        made.call_ids = [f"{dice.getrandbits(64):016x}@{made.address()}" for _ in range(30)]
        owners = [name.lower().split() for name in named]
        made.emails = [f"{first}.{n}@{second}.example" for n, (first, second, *_) in enumerate(owners)]
        return made

    @property
    def known(self) -> Known:
        names = {_bare(name): Seen.CUSTOMER for name in self.customers} | {
            _bare(name): Seen.PROVIDER for name in self.providers
        }
        values = frozenset((*self.addresses, *self.call_ids, *self.emails))
        return Known(names, frozenset(self.numbers), values, frozenset({SUBJECT}))

    def number(self) -> str:
        return f"{self.dice.choice(AREAS)}{self.dice.randint(200, 999)}{self.dice.randint(0, 9999):04d}"

    def address(self) -> str:
        return f"198.{self.dice.randint(18, 19)}.{self.dice.randint(0, 255)}.{self.dice.randint(1, 254)}"

    def clean(self) -> str:
        said = self.dice.sample(SENTENCES, self.dice.randint(2, 6))
        return self.dice.choice((" ", "\n", "\n\n")).join(map(self._filled, said))

    def _filled(self, sentence: str) -> str:
        """Each blank of its own."""
        while "{" in sentence:
            start, end = sentence.index("{"), sentence.index("}")
            sentence = sentence[:start] + self._blank(sentence[start + 1 : end]) + sentence[end + 1 :]
        return sentence

    def _blank(self, name: str) -> str:
        dice = self.dice
        month = dice.choice(["January", "March", "May", "July", "September", "October"])
        day, number = dice.randint(1, 28), dice.randint(1, 12)
        return {
            "day": f"2026-{number:02d}-{day:02d}",
            "slash": f"{number}/{day}/2026",
            "written": f"{day} {month} 2026",
            "year": str(dice.randint(2019, 2026)),
            "n": str(dice.randint(1, 90)),
            "share": f"{dice.randint(0, 99)}.{dice.randint(0, 9)}",
            "big": f"{dice.randint(1, 900)},{dice.randint(0, 999):03d},{dice.randint(0, 999):03d}",
            "five": f"{dice.randint(1, 99999):05d}",
            "clock": f"{dice.randint(0, 23):02d}:{dice.randint(0, 59):02d}",
            "month": month,
            "subject": SUBJECT,
        }[name]

    def planted(self) -> Draft:
        """A clean text with one thing in it that may not leave, somewhere."""
        dice = self.dice
        if dice.random() < 0.05:
            return Draft(self.clean(), "field", True, dice.choice(FORBIDDEN))
        kind = dice.choice(list(PLANTS))
        real = dice.random() < 0.5
        said, real = PLANTS[kind](self, real)
        words = self.clean().split(" ")
        words.insert(dice.randint(0, len(words)), said)
        return Draft(" ".join(words), kind, real)


def _bare(name: str) -> str:
    return " ".join(word for word in name.split() if word not in FORMS_OF_FIRMS)


def _number(world: World, real: bool) -> tuple[str, bool]:
    number = world.dice.choice(world.numbers) if real else world.number()
    return _spelt(world.dice, number), real


def _spelt(dice: random.Random, number: str) -> str:
    a, b, c = number[:3], number[3:6], number[6:]
    spoken = [UNITS[int(one)] for one in number]
    return dice.choice(
        (
            number, f"+1{number}", f"({a}) {b}-{c}", f"{a}-{b}-{c}", f"{a}.{b}.{c}", f"{a} {b} {c}", f"1-{a}-{b}-{c}",
            f"tel:+1-{a}-{b}-{c}", " ".join(number), "-".join(number), f"{a}\n{b}\n{c}", f"{a}/{b}/{c}",
            f"{a}\u200b{b}\u200b{c}", f"{a}\u00ad{b}{c}", number.translate(WIDE), f"{a} {b} {c}".translate(ARABIC),
            " ".join(spoken), ", ".join(spoken), "-".join(spoken), "".join(f"{one} " for one in spoken).upper(),
            f"{' '.join(spoken[:3])} {b}-{c}", f"{a} {' '.join(spoken[3:6])} {c}", f"{a}{b} {' '.join(spoken[6:])}",
            " ".join("oh" if one == "zero" else one for one in spoken), f"area code {a}, then {b} dash {c}",
            number.replace("0", "O"), f"{a}-{b}-{c}".replace("1", "l"), f"[{a}] [{b}] [{c}]", f"{a}*{b}*{c}",
            f"{number[:2]} {number[2:4]} {number[4:6]} {number[6:8]} {number[8:]}", f"{a} \u2013 {b} \u2013 {c}",
            f"{number[0]},{a[1:]}{b[0]},{b[1:]}{c[0]},{c[1:]}", f"{a}_{b}_{c}", f"<{a}><{b}><{c}>",
        )
    )  # fmt: skip


def _named(whose: str) -> Callable[[World, bool], tuple[str, bool]]:
    def named(world: World, _: bool) -> tuple[str, bool]:
        name = world.dice.choice(getattr(world, whose))
        bare = _bare(name)
        return world.dice.choice(
            (
                name, bare, bare.upper(), bare.lower(), bare.replace(" ", "-"), bare.replace(" ", "\n"),
                bare.replace(" ", "\u00a0"), bare.translate(LOOKALIKE), " ".join(bare.replace(" ", "")),
                bare.replace(" ", ""), f"\u201c{bare}\u201d", f"{bare}\u2019s", f"({bare})",
                bare.replace(" ", " \u200b"),
                bare.replace("i", "\u00ed"), bare.replace(" ", "_"), ".".join(bare), f"{bare}, d/b/a something",
            )
        ), True  # fmt: skip

    return named


def _address(world: World, real: bool) -> tuple[str, bool]:
    if not real and world.dice.random() < 0.3:
        return world.dice.choice(("2001:db8::1:7", "2001:db8:0:0:1:2:3:4", "fe80::aa:1")), False
    one = world.dice.choice(world.addresses) if real else world.address()
    dots = (".", "[.]", " dot ", "(.)", " . ", "[dot]")
    return one.replace(".", world.dice.choice(dots)) + world.dice.choice(("", ":5060", ",")), real


def _call_id(world: World, real: bool) -> tuple[str, bool]:
    if real:
        return world.dice.choice(world.call_ids), True
    key = uuid.UUID(int=world.dice.getrandbits(128))
    return world.dice.choice((str(key), f"Call-ID: {key.hex[:8]}", key.hex, f"{key.hex[:12]}@sbc7.example")), False


def _email(world: World, real: bool) -> tuple[str, bool]:
    one = world.dice.choice(world.emails) if real else f"jo{world.dice.randint(1, 99)}@freemail.example"
    return world.dice.choice((one, one.upper(), one.replace("@", " (at) "), f"<{one}>", f"mailto:{one}")), real


def _passport(world: World, _: bool) -> tuple[str, bool]:
    header = _part({"alg": "ES256", "ppt": "shaken", "typ": "passport", "x5u": "https://cert.example/1.pem"})
    payload = _part({"attest": "A", "dest": {"tn": [f"1{world.number()}"]}, "iat": 1790000000})
    token = world.dice.choice((f"{header}.{payload}.c2lnbmF0dXJl", payload, header))
    at = world.dice.randint(5, 30)
    return world.dice.choice((token, f"Identity: {token};info=<https://x>", f"{token[:at]}\n{token[at:]}",
                              f"{token[:at]} {token[at:]}")), True  # fmt: skip


def _part(said: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).decode().rstrip("=")


PLANTS: dict[str, Callable[[World, bool], tuple[str, bool]]] = {
    "number": _number,
    "customer": _named("customers"),
    "provider": _named("providers"),
    "address": _address,
    "call id": _call_id,
    "email": _email,
    "passport": _passport,
}
