"""The paths of a campaign laid over each other: merged by provider, counted, doubt kept as doubt (A1.6, A3.7)."""

from typing import Any
from xml.etree import ElementTree

import pytest

from hopback.policy.article_3_traceback.designations import Designation
from hopback.portal.campaigns import picture
from hopback.portal.campaigns.queries.dossier import Dossier
from hopback.portal.campaigns.queries.overlay import Link, Node, Overlay, overlay
from hopback.portal.sourcing.models import Campaign
from tests.portal.factories import NOW
from tests.portal.tracebacks import staged

from .conftest import HOUR

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(ssa: Campaign) -> Overlay:
    return Dossier(ssa, "UTC").overlay


def by_name(found: Overlay) -> dict[str, Node]:
    return {node.name.split()[0]: node for node in found.nodes}


def test_each_provider_stands_once_from_the_called_to_the_origin(found: Overlay) -> None:
    assert [node.name.split()[0] for node in found.nodes] == ["Cardinal", "Blue", "Meridian", "Harbor", "Sable"]
    assert [node.paths for node in found.nodes] == [3, 3, 3, 2, 1]
    assert found.paths == 3


def test_a_link_counts_the_paths_that_take_it(found: Overlay) -> None:
    names = {node.key: node.name.split()[0] for node in found.nodes}
    counted = {(names[link.downstream], names[link.upstream]): (link.paths, link.doubtful) for link in found.links}
    assert counted == {
        ("Cardinal", "Blue"): (3, 1), ("Blue", "Meridian"): (3, 1), ("Meridian", "Harbor"): (2, 1),
        ("Harbor", "Sable"): (1, 0),
    }  # fmt: skip


def test_the_origin_is_marked_and_so_is_who_is_waited_for(found: Overlay) -> None:
    node = by_name(found)
    assert (node["Sable"].origin, node["Sable"].doubtful, node["Meridian"].waiting) == (1, 0, 1)
    assert node["Sable"].designations[Designation.INTERNATIONAL_ORIGIN] == 1
    assert node["Harbor"].designations == {Designation.US_POINT_OF_ENTRY: 1, Designation.NOT_FOUND: 1}


def test_an_origin_on_a_contradicted_path_stays_a_doubt(five: list[Any], rosa: Any) -> None:
    """A3.4: a signer who is not on the path speaks against it."""
    doubted = staged.traced(five[:2], rosa, opened_at=NOW - 20 * HOUR, attestation="A")
    staged.answered(doubted, NOW - HOUR, kind="originated", customer={"name": "Lark Dialing LLC"})
    found = Dossier(Campaign.objects.get(), "UTC").overlay
    blue = by_name(found)["Blue"]
    assert (found.contradicted, blue.origin, blue.doubtful) == (1, 1, 1)
    drawn = picture.draw(found, "One path.")
    assert drawn.count('class="lk doubt"') == 1
    assert "nd origin doubt" in drawn
    assert "origin of 1, in doubt" in drawn


def test_a_withdrawn_traceback_is_not_drawn() -> None:
    assert overlay([]) == Overlay([], [], 0, 0)


def test_the_picture_is_well_formed_escaped_and_says_itself(found: Overlay) -> None:
    found.nodes[0].name = "Lantern <SIP> & Sons"
    drawn = picture.draw(found, "Three paths & more")
    root = ElementTree.fromstring(drawn)
    assert root.get("aria-label") == "Three paths & more"
    assert "style" not in drawn
    widths = {path.get("stroke-width") for path in root.iter() if path.tag.endswith("path")}
    assert {"11.0", "4.7", "7.8"} == widths, "as thick as the paths that take it"


def test_a_crowd_is_cut_to_those_on_most_paths() -> None:
    nodes = [Node(f"prv_{n}", f"Provider {n}", paths=1 + (n == 29), places=[n + 1]) for n in range(30)]
    links = [Link(f"prv_{n}", f"prv_{n + 1}", 1) for n in range(29)]
    shown = picture.shown(nodes)
    assert len(shown) == picture.MOST
    assert shown[-1].key == "prv_29", "the one on two paths stays, in its place"
    ElementTree.fromstring(picture.draw(Overlay(nodes, links, 2, 0), "Many."))
