"""Two entries of the directory become one (A1.1), and nobody sees more by it unless somebody decided so."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.urls import reverse

from hopback.portal.accounts.models import User
from hopback.portal.accounts.viewer import Viewer, of_user
from hopback.portal.logbook.models import Entry
from hopback.portal.providers import actions, following, importing, queries
from hopback.portal.providers.following import Follows, With
from hopback.portal.providers.models import Merge, Provider
from hopback.portal.providers.refusals import MergeRefused
from hopback.portal.tracebacks import actions as tracebacks
from hopback.portal.tracebacks.models import Hop
from hopback.portal.webhooks import actions as webhooks
from hopback.wire.answers import AnswerIn
from tests.portal.factories import NOW, make_key, make_provider, make_provider_person, make_staff, sign_in
from tests.portal.tracebacks import staged

pytestmark = pytest.mark.django_db
TOLD: dict[str, Any] = {"by": Viewer(kind="staff", name="Lee Ando"), "now": NOW}
PAGES = (
    "tracebacks:inbox", "tracebacks:history", "providers:mine", "accounts:people", "accounts:keys", "webhooks:list",
)  # fmt: skip


class Two:
    """Harbor twice: each side with people and requests, or without. Every word of a side is its own."""

    def __init__(self, *, gone: str, kept: str) -> None:
        """`gone`, `kept`: of "people", "requests", what there is."""
        self.rosa = make_staff()
        self.first = staged.listed("Cardinal Wireless")
        self.words: dict[str, str] = {}
        self.people: list[User] = []
        self.gone, self.kept = (
            self._side("Harbor Voice", "gonera", gone),
            self._side("Harbor Voice LLC", "keptra", kept),
        )

    def _side(self, name: str, word: str, there: str) -> Provider:
        made = make_provider(name)
        if "people" in there:
            dana = make_provider_person(made, f"Dana {word}", email=f"{word}@people.example")
            make_key(dana, "hops", label=f"key-{word}")
            webhooks.add_endpoint(url=f"https://93.184.215.14/{word}", events=["hop.asked"], by=of_user(dana), now=NOW)
            self.people.append(dana)
        if "requests" in there:
            told = {"full_name": f"Desk {word}", "email": f"{word}@desk.example", "phone": "305-555-0117"}
            actions.change_contact(provider=made, kind="primary", **told, **TOLD)
            at = NOW - timedelta(hours=6)
            traceback = staged.traced([self.first, made], self.rosa, opened_at=at, campaign=f"Campaign {word}")
            self.words[staged.waiting(traceback).public_id] = word
        return made

    def merged(self, **more: Any) -> Merge:
        return actions.merge_providers(gone=self.gone, kept=self.kept, because="One desk answers.", **more, **TOLD)

    def seen(self, person: User) -> set[str]:
        """Which words, and which requests, stand on any page that this person can open."""
        client = sign_in(Client(), User.objects.get(pk=person.pk))
        hops = Hop.objects.values_list("public_id", flat=True)
        pages = [reverse(name) for name in PAGES] + [reverse("tracebacks:answer", args=[hop]) for hop in hops]
        text = "\n".join(client.get(page, follow=True).content.decode() for page in pages)
        wanted = {f"{kind}{word}" for word in ("gonera", "keptra") for kind in WHERE} | set(self.words)
        return {word for word in wanted if word in text}


WHERE = ("Dana ", "key-", "93.184.215.14/", "Desk ", "Campaign ")
SIDES = ("", "people", "requests", "people requests")


@pytest.mark.once
@pytest.mark.parametrize(("gone", "kept"), list(product(SIDES, SIDES)))
def test_nobody_sees_more_unless_it_was_decided(gone: str, kept: str) -> None:
    """What follows, follows as far as the eyes that go with it saw it before."""
    two = Two(gone=gone, kept=kept)
    before = {person: two.seen(person) for person in two.people}
    more = queries.widening(two.gone, two.kept).sentences
    merge = two.merged()
    for person, saw in before.items():
        assert two.seen(person) == saw
    assert merge.joined is not bool(more), "where nobody would see more, everything follows"
    assert Hop.objects.filter(provider=two.gone, asked_at__isnull=False).exists() is (
        "requests" in gone and not merge.joined
    )


@pytest.mark.parametrize(
    ("gone", "kept"), [("people requests", "people requests"), ("requests", "people"), ("people", "")]
)
def test_with_a_decision_they_are_one_and_the_log_says_who_sees_more(gone: str, kept: str) -> None:
    two = Two(gone=gone, kept=kept)
    merge = two.merged(join=True)
    assert merge.joined
    for person in two.people:
        person.refresh_from_db()
        assert person.party == two.kept.public_id
        assert two.seen(person) >= set(two.words)
    assert Entry.objects.filter(verb="provider.merged", about=two.kept.public_id).exists()
    assert Hop.objects.filter(provider=two.gone).count() == 0


def test_the_check_hears_a_merge_that_lets_requests_follow_by_themselves(monkeypatch: pytest.MonkeyPatch) -> None:
    """The property above can fail."""
    two = Two(gone="requests", kept="people")
    saw = two.seen(two.people[0])
    rules = {rule.label: rule for rule in following.followers()}
    hop = rules["tracebacks.Hop.provider"]
    monkeypatch.setitem(following._followers, hop.label, replace(hop, when=With.RECORD, seen=None))
    two.merged()
    assert two.seen(two.people[0]) > saw


def test_what_only_the_team_sees_always_follows() -> None:
    two = Two(gone="people requests", kept="people requests")
    other = make_provider("Gulf Holding")
    link = actions.link_control(controls=other, controlled=two.gone, since_on=NOW.date(), evidence="x", **TOLD)
    actions.write_non_cooperative(provider=two.gone, reasons="Six late.", **TOLD)
    actions.set_details(provider=two.gone, details={"ocns": ["7421"], "frn": "0021876543"}, **TOLD)
    actions.add_particular(provider=two.gone, kind="network", value="192.0.2.0/28", source="A letter", **TOLD)
    two.gone.refresh_from_db()
    two.merged()
    kept = Provider.objects.get(pk=two.kept.pk)
    link.refresh_from_db()
    assert (kept.ocns, kept.frn, link.controlled) == (["7421"], "0021876543", kept)
    assert queries.standing(kept) == "non_cooperative"
    assert set(kept.particulars.values_list("kind", "value")) == {("network", "192.0.2.0/28"), ("name", "Harbor Voice")}
    both = {two.gone.public_id, kept.public_id, other.public_id}
    assert queries.group_of(two.gone, NOW.date()) == both, "conduct of both counts as one's (A1.1)"
    assert queries.group_of(kept, NOW.date() - timedelta(days=900)) == both - {other.public_id}


def test_an_old_id_keeps_working_for_those_who_knew_it(client: Client) -> None:
    two = Two(gone="people requests", kept="people")
    stranger = make_provider_person(make_provider("Sable Route Ltd."), "Idris Kemp")
    gone, kept = two.gone.public_id, two.kept.public_id
    theirs, ours = two.people
    two.merged()
    old = reverse("providers:one", args=[gone])
    led = sign_in(client, two.rosa).get(old)
    assert led["Location"] == reverse("providers:one", args=[kept])
    assert sign_in(client, theirs).get(old)["Location"] == reverse("providers:mine"), "it is still its own"
    for person in (ours, stranger):
        assert sign_in(client, person).get(old).status_code == 404
    assert list(queries.search(gone)) == [two.kept]
    assert list(queries.search("Harbor Voice")) == [two.kept]
    answer = AnswerIn(kind="upstream", upstream=gone)
    traceback = staged.traced([two.first], two.rosa, opened_at=NOW - timedelta(hours=1))
    hop = staged.waiting(traceback)
    tracebacks.answer(hop=hop, said=answer, channel="api", by=staged.desk(hop), now=NOW)
    assert staged.waiting(traceback).provider == two.kept, "a machine that knows the old id names the survivor"


def test_after_a_decision_the_old_id_leads_its_people_to_their_own_page(client: Client) -> None:
    two = Two(gone="people", kept="people")
    two.merged(join=True)
    dana = User.objects.get(pk=two.people[0].pk)
    led = sign_in(client, dana).get(reverse("providers:one", args=[two.gone.public_id]), follow=True)
    assert led.redirect_chain[-1][0] == reverse("providers:mine")
    assert "Harbor Voice LLC" in led.content.decode()


def test_an_earlier_entry_is_not_found_not_named_and_not_changed(client: Client) -> None:
    two = Two(gone="", kept="")
    two.merged()
    assert two.gone not in queries.listed()
    assert (two.gone.public_id, two.gone.name) not in queries.names()
    assert [like.provider for like in queries.likenesses("Harbor Voice")] == [two.kept]
    sign_in(client, two.rosa)
    for page in ("details", "control", "foreign", "particular"):
        assert client.get(reverse(f"providers:{page}", args=[two.gone.public_id])).status_code == 404
    plan = queries.plan_of(importing.read(b"ocn,name\n7421,Harbor Voice\n"))
    assert [change.provider for change in plan.changes] == [two.kept]


@pytest.mark.parametrize("join", [False, True])
@pytest.mark.parametrize(("gone", "kept"), [("people requests", "people requests"), ("requests", "requests")])
def test_a_merge_can_be_undone_as_if_it_had_not_been(gone: str, kept: str, join: bool) -> None:
    two = Two(gone=gone, kept=kept)
    actions.set_details(provider=two.gone, details={"ocns": ["7421"], "frn": "0021876543"}, **TOLD)
    actions.agree(provider=two.gone, signed_by="Ruth Halvorsen", **TOLD)
    two.gone.refresh_from_db()
    before = state(two)
    merge = two.merged(join=join)
    actions.undo_merge(merge=merge, because="Two firms after all.", **TOLD)
    assert state(two) == before
    with pytest.raises(MergeRefused, match="undone it already"):
        actions.undo_merge(merge=merge, because="Again.", **TOLD)
    two.merged(join=join)


def state(two: Two) -> list[Any]:
    """Whose everything is, and what is in force."""
    rows = [
        (rule.label, sorted(rule.of(one).values_list("pk", flat=True))) for rule in followers() for one in sides(two)
    ]
    contacts = [sorted(one.contacts.filter(ended_at=None).values_list("pk", flat=True)) for one in sides(two)]
    fields = ("name", "ocns", "frn", "city", "agreed_on", "agreed_by", "trade_name")
    own = list(Provider.objects.filter(pk__in=(two.gone.pk, two.kept.pk)).order_by("pk").values_list(*fields))
    return [rows, contacts, own, {person.pk: two.seen(person) for person in two.people}]


def followers() -> list[Follows]:
    return [rule for rule in following.followers() if rule.label != "providers.Particular.provider"]


def sides(two: Two) -> tuple[Provider, Provider]:
    return two.gone, two.kept


def test_chains_of_merges_lead_to_the_last_and_are_undone_from_the_end() -> None:
    one, two, three = (make_provider(name) for name in ("Harbor", "Harbor Voice", "Harbor Voice LLC"))
    first = actions.merge_providers(gone=one, kept=two, because="x", **TOLD)
    actions.merge_providers(gone=two, kept=three, because="y", **TOLD)
    assert queries.survivor_of(one) == three
    assert list(queries.search(one.public_id)) == [three]
    for again in ((one, three), (three, two)):
        with pytest.raises(MergeRefused, match="was merged already"):
            actions.merge_providers(gone=again[0], kept=again[1], because="z", **TOLD)
    with pytest.raises(MergeRefused, match="undo that first"):
        actions.undo_merge(merge=first, because="Two.", **TOLD)


def test_likely_duplicates_are_shown_with_why_and_told_apart_for_good(client: Client) -> None:
    sign_in(client, make_staff())
    harbor = make_provider("Harbor Voice LLC", domain="harborvoice.example", ocns=["7421"], frn="0021876543")
    alike = {
        "The same name as Harbor Voice LLC.": make_provider("Harbor Voice, Inc."),
        "The same domain, harborvoice.example; but another name.": make_provider("H V T", domain="harborvoice.example"),
        "The same OCN 7421; but another name.": make_provider("Coral Gate", ocns=["7421"]),
        "The same FRN 0021876543; but another name.": make_provider("Sable Route", frn="0021876543"),
    }
    make_provider("Meridian Transit Inc.")
    found = {pair.why: {pair.older, pair.newer} for pair in queries.duplicates() if harbor in (pair.older, pair.newer)}
    assert found == {why: {harbor, other} for why, other in alike.items()}
    other = alike["The same OCN 7421; but another name."]
    url = reverse("providers:compare", args=[other.public_id, harbor.public_id])
    page = client.get(url).content.decode()
    assert "Nobody would see more than today" in page
    assert page.count("7421") >= 2
    assert client.post(url, {"apart": "yes", "apart-because": ""}).status_code == 422
    assert client.post(url, {"apart": "yes", "apart-because": "One resells the other."}).status_code == 302
    assert all(other not in (pair.older, pair.newer) for pair in queries.duplicates())


def test_staff_see_who_would_see_more_before_they_merge(client: Client) -> None:
    two = Two(gone="requests", kept="people requests")
    sign_in(client, two.rosa)
    url = reverse("providers:compare", args=[two.gone.public_id, two.kept.public_id])
    page = client.get(url).content.decode()
    assert "Somebody would see more" in page
    assert "of Harbor Voice LLC would see what was asked of Harbor Voice, and its contacts" in page
    assert "checked" not in page
    assert client.post(url, {"because": ""}).status_code == 422
    done = client.post(url, {"because": "One desk answers.", "join": "on"}, follow=True).content.decode()
    assert "is an earlier entry of Harbor Voice LLC from now on" in done
    assert "People and requests came with it" in done
    undo = reverse("providers:undo_merge", args=[Merge.objects.get().public_id])
    assert (
        "Harbor Voice is an entry of its own again"
        in client.post(undo, {"because": "Two."}, follow=True).content.decode()
    )
    assert client.get(undo).status_code == 404


def test_any_two_can_be_looked_at_by_id_or_name(client: Client) -> None:
    two = Two(gone="", kept="")
    sign_in(client, two.rosa)
    url = reverse("providers:duplicates")
    led = client.get(url, {"gone": "Harbor Voice", "kept": two.kept.public_id})
    assert led["Location"] == reverse("providers:compare", args=[two.gone.public_id, two.kept.public_id])
    assert (
        "This is the same entry" in client.get(url, {"gone": "Harbor Voice", "kept": "Harbor Voice"}).content.decode()
    )


def test_only_staff_merge() -> None:
    two = Two(gone="", kept="")
    by: Any = {"by": Viewer(kind="provider", name="Dana", party=two.kept.public_id, role="admin"), "now": NOW}
    acts: list[Callable[..., Any]] = [
        lambda **told: actions.merge_providers(gone=two.gone, kept=two.kept, because="x", **told),
        lambda **told: actions.tell_apart(one=two.gone, other=two.kept, because="x", **told),
        lambda **told: actions.undo_merge(merge=two.merged(), because="x", **told),
    ]
    for act in acts:
        with pytest.raises(Http404):
            act(**by)
