"""The whole page, from who to look at first down to how it was counted."""

from collections import Counter
from collections.abc import Iterable, Sequence

from ..leaving_out import Measure, sentence
from ..report import Report
from ..scoring import Scored
from ..steps import Place
from . import charts
from .cards import anchor, card, name_of, pattern
from .comparing import answers, usual
from .style import STYLE, policy
from .writing import Safe, Text, join, more, table, tag

CARDS = 25  # customers that get a card; the table has everybody who is to be looked at
ROWS = 50
CLOSE = 25.0  # scores below 50 that are told too
BUSY = 100  # calls a day of those that were let pass and are told


def html(report: Report, place: Place) -> str:
    title = f"Traffic, {_days(report)}"
    head = (
        "<!doctype html><html lang='en'><head><meta charset='utf-8'>"
        f'<meta http-equiv="Content-Security-Policy" content="{policy()}">'
        "<meta name='viewport' content='width=device-width, initial-scale=1'><meta name='robots' content='noindex'>"
        f"<title>{title}</title><style>{STYLE}</style></head><body>"
    )
    top = tag("header", tag("div", tag("h1", title), tag("p", _sentence(report)), class_="in"), class_="top")
    skip = tag("a", "Skip to who to look at first", class_="skip", href="#first")
    main = tag("main", *_sections(report, place), class_="wrap", id="main")
    return head + join((skip, top, main)).html + "</body></html>\n"


def _days(report: Report) -> str:
    if not report.days:
        return "no days"
    first, last = report.days[0], report.days[-1]
    return first if first == last else f"{first} to {last}"


def _sentence(report: Report) -> str:
    count = len(report.suspects)
    if not report.days:
        return "There are no calls of these days."
    if not count:
        return "Nobody calls as robocallers do."
    return f"{count:,} customer{' calls' if count == 1 else 's call'} as robocallers do. Begin with the first."


def _sections(report: Report, place: Place) -> Iterable[Safe]:
    yield _facts(report)
    if said := sentence(report.left_out):
        yield tag("p", said, class_="lead")
    if report.days:
        yield tag("div", _first(report), _field(report), class_="two") if _is_drawn(report) else _first(report)
        yield from _cards(report, place)
        yield from _others(report)
        yield from _all_traffic(report)
    yield _method(report)


def _facts(report: Report) -> Safe:
    count, share = len(report.suspects), sum(s.figures.calls for s in report.suspects) / max(report.calls, 1)
    facts = (
        ("To be looked at", f"{count:,}", f"{share:.1%} of all calls", "hot" if count else None),
        ("Customers", f"{report.all_customers:,}", f"{len(report.customers):,} with calls enough to judge", None),
        ("Calls", f"{report.calls:,}", _days(report), None),
        ("Days", f"{len(report.days):,}", _counted(report), None),
    )
    return tag(
        "dl",
        *(tag("div", tag("dt", a), tag("dd", b, tag("small", c)), class_=d) for a, b, c, d in facts),
        class_="card facts",
    )


def _counted(report: Report) -> str:
    if report.new_days == len(report.days):
        return "all counted now"
    return f"{report.new_days:,} counted now, the others before" if report.new_days else "all counted before"


def _first(report: Report) -> Safe:
    if not report.suspects:
        inside: Safe = tag("p", "Nobody. Those nearest to the line are below.", class_="none")
    else:
        inside = tag("ol", *(_line(rank, each) for rank, each in enumerate(report.suspects[:10], 1)), class_="first")
    return tag("section", tag("h2", "Look at these first"), tag("div", inside, class_="c"), class_="card", id="first")


def _line(rank: int, one: Scored) -> Safe:
    why = " ".join(sign.sentence for sign in one.signs if sign.points > 0 and sign.name != "volume")
    sentences = ". ".join(why.split(". ")[:2]).rstrip(".") + "."
    link = tag("a", name_of(one.figures), href=f"#{anchor(rank)}")
    about = tag("p", f"{one.figures.a_day:,.0f} calls a day. {sentences}")
    score = tag("span", f"{one.score:.0f}", tag("span", " of 100", class_="vh"), class_="s")
    badge = tag("span", pattern(one), class_="b bad")
    return tag("li", tag("span", f"{rank}", class_="n", aria_hidden="true"), tag("div", link, " ", badge, about), score)


def _is_drawn(report: Report) -> bool:
    """Where nobody knows who answers, there is nothing to draw."""
    return report.left_out.keys().isdisjoint({Measure.ANSWERS, Measure.TALK})


def _field(report: Report) -> Safe:
    shown = [*report.suspects[:200], *[each for each in report.customers if not each.suspect][:400]]
    most = max([each.figures.calls for each in shown], default=1)
    dots = [
        charts.Dot(f.share(f.answered), f.of_answered(f.short), f.calls / most, each.suspect)
        for each in shown for f in [each.figures]
    ]  # fmt: skip
    said = (
        f"{len(shown)} customers by how many of their calls are answered and how many of those end within 6 seconds; "
        f"the {len(report.suspects)} to be looked at are red, mostly where few are answered and many end at once."
    )
    key = tag("p", tag("span", "to be looked at", class_="bad"), tag("span", "everybody else"), class_="key")
    rows = [
        (name_of(f), *answers(f), f"{f.calls:,}")
        for each in shown[:ROWS] for f in [each.figures]
    ]  # fmt: skip
    same = table(
        ("Customer", "Answered", "End within 6 s", "Calls"),
        rows,
        caption="The picture's figures",
        right=frozenset({1, 2, 3}),
    )
    inside = (key, charts.field(dots, said), more("The same as a table", same), *_patterns(report))
    return tag(
        "section", tag("h2", "How their calls differ from everybody's"), tag("div", *inside, class_="c"), class_="card"
    )


def _patterns(report: Report) -> Iterable[Safe]:
    """How many show what: the weightiest sign of each."""
    counted = Counter(pattern(each) for each in report.suspects).most_common()
    if counted:
        yield tag("h3", "What they do", class_="sub2")
        said = (
            "Customers to be looked at, by what weighs most: " + ", ".join(f"{n} {name}" for name, n in counted) + "."
        )
        yield charts.lengths(counted, said)
        yield more(
            "The same as a table",
            table(("Pattern", "Customers"), counted, caption="What they do", right=frozenset({1})),
        )


def _cards(report: Report, place: Place) -> Iterable[Safe]:
    if not report.suspects:
        return
    yield tag("h2", "One by one", class_="sect")
    yield tag(
        "p",
        "Why each stands out, what speaks against it, what may be done (Appendix A(7)). Nothing here acts by itself.",
        class_="lead",
    )
    typical = usual(each.figures for each in report.customers)
    for rank, each in enumerate(report.suspects[:CARDS], 1):
        yield card(rank, each, place, typical)
    if len(report.suspects) > CARDS:
        yield _ranking(
            "More to be looked at", "The same in full stands in customers.csv.", report.suspects[CARDS : CARDS + ROWS]
        )


def _others(report: Report) -> Iterable[Safe]:
    close = [each for each in report.customers if not each.suspect and each.score >= CLOSE][:ROWS]
    if close:
        yield _ranking("Near the line", "Not enough speaks against them to act; worth a look again tomorrow.", close)
    passed = [each for each in report.customers if each.score < CLOSE and each.figures.a_day >= BUSY and _for(each)]
    passed.sort(key=lambda each: -sum(s.points for s in each.signs if s.points > 0))
    if passed:
        lead = (
            "They call much or oddly, as hospitals, schools, pharmacies, reminders and call centres do; "
            "this speaks for them."
        )
        yield _ranking("Looked at and let pass", lead, passed[:20], favour=True)
    if report.upstreams:
        yield _ranking(
            "By way in",
            "Trunks and addresses that calls came in by. A trunk of many customers blends them.",
            report.upstreams[:20],
        )
    numbers = [each for each in report.numbers if each.suspect][:20]
    if numbers:
        yield _ranking("By calling number", "Numbers with many calls on a day, whoever sent them.", numbers)


def _for(one: Scored) -> bool:
    return any(sign.points >= 5 for sign in one.signs)


def _ranking(title: str, lead: str, found: Sequence[Scored], *, favour: bool = False) -> Safe:
    heads = ("Who", "Score", "Calls a day", "Answered", "End within 6 s", "What speaks for it" if favour else "Why")
    rows = [_row(each, favour) for each in found]
    shown = table(heads, rows, caption=title, right=frozenset({1, 2, 3, 4}))
    return tag("section", tag("h2", title), tag("div", tag("p", lead, class_="lead"), shown, class_="c"), class_="card")


def _row(one: Scored, favour: bool) -> tuple[Text, ...]:
    f = one.figures
    signs = [s for s in one.signs if (s.points < 0) is favour][:3]
    why = " ".join(sign.sentence for sign in signs) or "Nothing stands out."
    kind = "bad" if one.suspect else "mid" if one.score >= CLOSE else "ok"
    return (
        name_of(f), tag("span", f"{one.score:.0f}", class_=f"b {kind}"), f"{f.a_day:,.0f}",
        *answers(f), why,
    )  # fmt: skip


def _all_traffic(report: Report) -> Iterable[Safe]:
    days = [(day[5:], count) for day, count in report.by_day]
    hours = [(f"{hour:02d}", count) for hour, count in enumerate(report.by_hour)]
    halves = []
    for title, counts, heads, every in (
        ("All calls by day", days, ("Day (UTC)", "Calls"), max(1, len(days) // 8)),
        ("All calls by hour", hours, ("Hour (UTC)", "Calls"), 3),
    ):
        most = max(counts, key=lambda each: each[1], default=("", 0))
        said = f"{title}; most, {most[1]:,}, at {most[0]}."
        rows = [(label, f"{count:,}") for label, count in counts]
        same = more("The same as a table", table(heads, rows, caption=title, right=frozenset({1})))
        halves.append(
            tag(
                "section",
                tag("h2", title),
                tag("div", charts.columns(counts, said, every=every), same, class_="c"),
                class_="card",
            )
        )
    yield tag("div", *halves, class_="two")


def _method(report: Report) -> Safe:
    lists = "Caller ids were held to your lists." if report.listed else "No list of numbers was given (--list)."
    abroad = (
        f"From abroad: {', '.join(report.abroad)}."
        if report.abroad
        else "No way in was said to come from abroad (--abroad)."
    )
    said = (
        "A score adds points for what robocalls show and takes away points for what hospitals, schools, pharmacies, "
        "appointment reminders, call centres and lawful bulk callers show; 50 is the line. Who made fewer than 30 "
        "calls is not judged. A score is a reason to look, never a finding: verify before you act.",
        f"{lists} {abroad} Times are UTC. Figures of a day are kept, and leave with its calls.",
        f"Made {report.made_at:%Y-%m-%d %H:%M} UTC by hopback traffic report (Appendix A(6), A(7)). This page holds "
        "customers' data: it is for your house alone.",
    )
    return tag("footer", *(tag("p", each) for each in said), class_="foot")
