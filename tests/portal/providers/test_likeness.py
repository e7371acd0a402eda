"""Names, domains and numbers compared (A3.3)."""

import pytest

from hopback.portal.providers.likeness import Marks, bare_name, domain_of, judge, names_alike, same_domain

HARBOR = Marks(
    ("Harbor Voice LLC", "HarborTel"),
    frozenset({"harborvoice.example"}),
    frozenset({"traceback@harborvoice.example"}),
    frozenset({"+13055550117"}),
    "US",
)


def asked(name: str, domain: str = "", phone: str = "", country: str = "US", email: str = "") -> Marks:
    given = [frozenset(filter(None, (one,))) for one in (domain, email, phone)]
    return Marks((name,), given[0], given[1], given[2], country)


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Harbor Voice, L.L.C.", "harbor voice"),
        ("HARBOR VOICE LLC", "harbor voice"),
        ("The Harbor Voice Company", "harbor voice"),
        ("Karakoram Voice (Pvt.) Ltd.", "karakoram voice"),
        ("Isthmus Signal S.A.", "isthmus signal"),
        ("Télécom Colón", "telecom colon"),
        ("Bell & Sons, Inc.", "bell and sons"),
        ("Ltd.", "ltd"),
        ("", ""),
    ],
)
def test_a_name_is_compared_without_its_legal_form(name: str, bare: str) -> None:
    assert bare_name(name) == bare


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [
        ("Sable Route Ltd.", "Sable Route Limited", 100, 100),
        ("Blue Ridge Telecom", "BlueRidge Telecom Inc", 100, 100),
        ("Harbor Voice LLC", "Harbour Voice", 84, 99),
        ("Harbor Voice", "Harbor Telecom", 0, 83),
        ("Meridian Transit Inc.", "Cardinal Wireless", 0, 60),
        ("Harbor Voice", "", 0, 0),
    ],
)
def test_likeness_of_names(one: str, other: str, least: int, most: int) -> None:
    assert least <= names_alike(one, other) <= most


def test_free_mail_tells_no_firm_from_another() -> None:
    assert domain_of("noc@SableRoute.example") == "sableroute.example"
    assert domain_of("www.sableroute.example") == "sableroute.example"
    assert domain_of("sable.route@gmail.com") == ""
    assert domain_of("localhost") == ""


def test_a_part_of_a_domain_is_the_same_firm_and_a_longer_word_is_not() -> None:
    assert same_domain("noc.sableroute.example", "sableroute.example")
    assert not same_domain("notsableroute.example", "sableroute.example")


@pytest.mark.parametrize(
    ("who", "sure", "why"),
    [
        (asked("Harbor Voice", "harborvoice.example"), True, "The same name as Harbor Voice LLC; the same domain"),
        (asked("Harbour Voise", "mail.harborvoice.example"), True, "A name like Harbor Voice LLC"),
        (asked("HarborTel Inc", phone="+13055550117"), True, "The same name as HarborTel; the same number"),
        (asked("Harbor Voice"), False, "The same name as Harbor Voice LLC."),
        (asked("Harbor Voice", "other.example", "+14045550100"), False, "The same name as Harbor Voice LLC."),
        (asked("Sable Route", "harborvoice.example"), False, "harborvoice.example; but another name."),
        (asked("Sable Route", phone="+13055550117"), False, "The same number, +13055550117; but another name."),
        (asked("Harbour Vice", phone="+13055550117"), False, "A name like Harbor Voice LLC; the same number"),
        (asked("Harbor Voice", email="traceback@harborvoice.example"), True, "the same address"),
    ],
)
def test_sure_only_where_two_marks_agree(who: Marks, sure: bool, why: str) -> None:
    """A3.3: like name at one domain, or one name at one number; all else a person decides."""
    verdict = judge(who, HARBOR)
    assert verdict is not None
    assert (verdict.sure, why in verdict.why) == (sure, True), verdict
    assert (verdict.score == 100) is sure


@pytest.mark.parametrize(
    "who",
    [
        asked("Sable Route Ltd.", "sableroute.example", "+5012231234"),
        asked("Harbour Vice", country="BZ"),  # a like name abroad, and nothing else
        asked(""),
    ],
)
def test_nothing_in_common_is_another_provider(who: Marks) -> None:
    assert judge(who, HARBOR) is None
