"""Every page: landmarks, navigation by side, fields with label, hint and error, a strict policy of content."""

import pytest
from django import forms
from django.template import Context, Template
from django.test import Client

from hopback.portal.accounts.models import Role
from hopback.portal.accounts.viewer import of_user
from hopback.portal.layout.navigation import Place, bar, places
from tests.portal.factories import make_provider, make_provider_person, make_staff, sign_in

pytestmark = pytest.mark.django_db


class Example(forms.Form):
    reason = forms.CharField(help_text="Kept in the log.")
    sure = forms.BooleanField(required=False, label="I am sure")
    which = forms.ChoiceField(choices=[("a", "One"), ("b", "Other")], widget=forms.RadioSelect)


def shown(template: str, **context: object) -> str:
    return Template(template).render(Context(context))


def test_a_field_has_label_hint_and_error_tied_to_it() -> None:
    said = shown("{% field form.reason %}", form=Example({}))
    assert '<label class="lab" for="id_reason">' in said
    assert 'id="id_reason_helptext"' in said
    assert 'id="id_reason_error"' in said
    assert 'aria-describedby="id_reason_helptext id_reason_error"' in said
    assert 'class="inp"' in said


def test_choices_stand_in_a_fieldset_with_nothing_chosen() -> None:
    said = shown("{% field form.which %}", form=Example())
    assert "<legend>" in said
    assert "checked" not in said


def test_what_may_be_left_out_says_so() -> None:
    assert "(optional)" not in shown("{% field form.reason %}", form=Example())


def test_problems_link_to_their_fields() -> None:
    assert 'href="#id_reason"' in shown('{% include "layout/problems.html" %}', form=Example({}))


def test_names_are_escaped_in_a_badge() -> None:
    assert "<b>" not in shown("{% badge name 'red' %}", name="<b>x</b>")


@pytest.mark.parametrize(("name", "said"), [("Rosa Ortega", "RO"), ("Ines", "I"), ("prod-2", "P"), ("", "")])
def test_initials(name: str, said: str) -> None:
    assert shown("{{ name|initials }}", name=name) == said


def test_staff_and_providers_are_offered_their_own_places(client: Client) -> None:
    staff, dana = make_staff(), make_provider_person(make_provider())
    assert [place.label for place in places(staff, "/tracebacks/tb_1/") if place.current] == ["Tracebacks"]
    theirs = [place.label for place in places(dana, "/inbox/history/")]
    assert "Inbox" in theirs
    assert "Tracebacks" not in theirs
    assert [place.label for place in places(dana, "/inbox/history/") if place.current] == ["History"]
    assert places(None, "/") == []


def test_what_only_administrators_open_is_offered_to_them_alone() -> None:
    meridian = make_provider("Meridian Transit Inc.")
    dana = of_user(make_provider_person(meridian))
    jules = of_user(make_provider_person(meridian, "Jules Pruitt", role=Role.MEMBER))
    theirs, everybodys = ({place.label for place in places(one, "/inbox/")} for one in (dana, jules))
    assert theirs - everybodys == {"Keys", "Webhooks"}


def test_a_page_has_its_landmarks_and_a_strict_policy(client: Client) -> None:
    page = sign_in(client, make_staff()).get("/tracebacks/")
    said = page.content.decode()
    assert '<main class="wrap" id="main"' in said
    assert 'href="#main"' in said
    assert 'aria-current="page">Tracebacks' in said
    assert "default-src 'none'" in page["Content-Security-Policy"]
    assert "<style" not in said
    assert " style=" not in said


def test_a_full_bar_keeps_the_rest_under_more() -> None:
    """The first seven stand in the bar; a menu of one would be no help."""
    many = [Place(f"Place {n}", f"/{n}/", n == 9) for n in range(10)]
    assert [len(part) for part in bar(many)] == [7, 3]
    assert bar(many).more_is_current
    assert [len(part) for part in bar(many[:8])] == [8, 0]


def test_the_menu_of_the_rest_opens_without_a_script(client: Client) -> None:
    sign_in(client, make_staff())
    page = client.get("/").content.decode()
    assert '<details class="rest"><summary>More</summary>' in page
