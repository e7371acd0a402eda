"""One customer that is to be looked at: what speaks for it, what against, what to do, and the calls that show it."""

from collections.abc import Iterable

from ..figures import Call, Figures
from ..scoring import Scored
from ..signs import Sign
from ..steps import Place, Step, steps
from . import charts
from .comparing import Usual, compared
from .writing import Safe, Text, join, more, table, tag

_NUMERIC = frozenset({1})


def anchor(rank: int) -> str:
    return f"who-{rank}"


def name_of(f: Figures) -> str:
    return f.known_as or (f"+{f.name}" if f.what.value == "number" else f.name) or "(no name)"


def pattern(one: Scored) -> str:
    """The sign that weighs most, as a name."""
    return next((sign.name for sign in one.signs if sign.points > 0), "nothing")


def card(rank: int, one: Scored, place: Place, typical: Usual) -> Safe:
    f = one.figures
    head = tag(
        "div",
        tag(
            "div",
            tag("h3", f"{rank}. {name_of(f)} ", tag("span", pattern(one), class_="b bad")),
            tag("p", _under(f), class_="sub"),
        ),
        tag(
            "div",
            charts.spark([n for _, n in f.by_day], _days_said(f)),
            tag("span", "calls by day", class_="sp"),
            class_="sp",
        ),
        tag("div", tag("b", f"{one.score:.0f}"), tag("span", " of 100"), charts.gauge(one.score), class_="score"),
        class_="hd",
    )
    body = tag(
        "div",
        tag("div", tag("h4", "Why"), _why(one.signs), compared(f, typical)),
        tag("div", tag("h4", "What to do"), _do(steps(one, place))),
        class_="body",
    )
    parts = (head, body, _evidence(f), _behind(one))
    return tag("article", *parts, class_="card who", id=anchor(rank))


def _under(f: Figures) -> str:
    known = f"{f.name} · " if f.known_as else ""
    through = f" · through {', '.join(f.seen_with)}" if f.seen_with and f.seen_with != (f.name,) else ""
    return f"{known}{f.calls:,} calls in {f.days} day{'s' if f.days != 1 else ''}{through}"


def _days_said(f: Figures) -> str:
    most = max(f.by_day, key=lambda day: day[1], default=("", 0))
    return f"Calls by day; most, {most[1]:,}, on {most[0]}."


def _why(signs: Iterable[Sign]) -> Safe:
    return tag("ul", *(_reason(sign) for sign in signs), class_="why")


def _reason(sign: Sign) -> Safe:
    if sign.points > 0:
        return tag("li", sign.sentence)
    return tag("li", tag("span", "Against: ", class_="vh"), sign.sentence, class_="no")


def _do(found: Iterable[Step]) -> Safe:
    return tag("ol", *(_step(number, step) for number, step in enumerate(found, 1)), class_="do")


def _step(number: int, step: Step) -> Safe:
    what: Text = tag("a", step.label, href=step.link) if step.link else step.label
    command = tag("p", tag("code", step.command)) if step.command else ""
    return tag(
        "li", tag("b", f"{number}", aria_hidden="true"), tag("div", tag("strong", what), tag("p", step.why), command)
    )


def _evidence(f: Figures) -> Safe:
    calls = f.exact.evidence if f.exact else ()
    if not calls:
        return Safe("")
    rows = [_call(call) for call in calls]
    heads = ("When (UTC)", "Talk", "From", "To", "What it shows", "Where it stands")
    shown = table(heads, rows, caption=f"Calls of {name_of(f)} that show it", right=_NUMERIC)
    note = tag("p", "The last four digits of called numbers are left out here; calls.csv has them.", class_="sub")
    return more(f"{len(calls)} calls that show it", shown, note)


def _call(call: Call) -> tuple[Text, ...]:
    called = f"+{call.called}"
    return (
        tag("span", f"{call.at:%Y-%m-%d %H:%M:%S}", class_="nw"),
        "–" if call.talk_s is None else f"{call.talk_s:.0f} s",
        tag("span", f"+{call.calling}" if call.calling else "none shown", class_="nw"),
        tag("span", f"{called[:-4]}••••", class_="nw"),
        "; ".join(call.why),
        f"{call.source}, line {call.line:,}",
    )


def _behind(one: Scored) -> Safe:
    """The score's arithmetic and the hours, each picture with its table."""
    f = one.figures
    said = f"Points for and against; together {one.points:.0f}, which makes {one.score:.0f} of 100."
    points = [(sign.name, sign.points) for sign in one.signs]
    sums = table(
        ("Sign", "Points"), [(n, f"{p:+.1f}") for n, p in points], caption=f"Points of {name_of(f)}", right=_NUMERIC
    )
    left = tag("div", tag("p", said), charts.reasons(points, said), more("The points as a table", sums))
    hours = [(f"{hour:02d}", count) for hour, count in enumerate(f.hours)]
    if not hours:
        return more("How the score comes about", tag("div", left, class_="in2"))
    most = max(range(24), key=lambda hour: f.hours[hour])
    sentence = f"Calls by hour of the day (UTC); most between {most:02d} and {most + 1:02d}."
    by_hour = table(
        ("Hour (UTC)", "Calls"), [(h, f"{c:,}") for h, c in hours], caption=f"Hours of {name_of(f)}", right=_NUMERIC
    )
    right = tag(
        "div", tag("p", sentence), charts.columns(hours, sentence, every=3), more("The hours as a table", by_hour)
    )
    return more("How the score comes about, and the hours of the day", tag("div", join((left, right)), class_="in2"))
