"""Charts are well-formed SVG, escaped, without a style of their own, and say themselves in words."""

from xml.etree import ElementTree

import pytest

from hopback.portal.layout import charts

LANTERN = charts.Box("Lantern <SIP> & Sons of the Long Name", 11, 12, 19, 27.5, 36, 44, 0.36)
CARDINAL = charts.Box("Cardinal Wireless", 61, 0.2, 0.4, 0.7, 1.2, 2.5, 1.0)


def drawn(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


@pytest.mark.parametrize(
    "svg",
    [
        charts.boxplot([CARDINAL, LANTERN], limit=24, said="Hours & more"),
        charts.boxplot([], limit=24, said="Nobody was asked"),
        charts.stacked([charts.Bar("12 Oct", (3, 0, 2))], colours=["st0", "st1", "st2"], said="Weeks"),
        charts.stacked([charts.Bar("12 Oct", (0,))], colours=["st0"], said="An empty week"),
        charts.sparkline([0, 0, 0]),
        charts.sparkline([]),
        charts.meter(1.7, "170 percent"),
    ],
)
def test_it_is_well_formed_and_has_no_style(svg: str) -> None:
    assert "style" not in svg
    assert drawn(svg).tag.endswith("svg")


def test_a_slow_provider_is_drawn_late() -> None:
    rows = charts.boxplot([CARDINAL, LANTERN], limit=24, said="")
    assert rows.count("med late") == 1
    assert "36%" in rows


def test_a_whisker_ends_where_the_scale_ends() -> None:
    week = charts.Box("Skyline VoIP", 3, 1, 2, 3, 50, 400, 0.5)
    ends = [float(line.get("x2", 0)) for line in drawn(charts.boxplot([week], limit=24, said="")).iter("line")]
    assert max(ends) <= 412


def test_parts_stand_on_one_another() -> None:
    svg = drawn(charts.stacked([charts.Bar("12 Oct", (30, 20))], colours=["st0", "st5"], said=""))
    low, high = svg.findall("rect")
    assert float(high.get("y", 0)) + float(high.get("height", 0)) <= float(low.get("y", 0))


def test_a_meter_is_never_over_full() -> None:
    assert 'width="100"' in charts.meter(1.7, "")
