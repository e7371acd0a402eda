"""The registry: staff's pages, a reader's own, an organisation's own, and the mailed page of a recipient."""

from django.urls import path

from .views import confirming, deciding, implementing, listings, readers, recipients, requesting

app_name = "do_not_originate"
HERE = "do-not-originate/"
ONE = f"{HERE}<str:listing>/"
RECIPIENT = f"{HERE}recipients/<str:recipient>/"
urlpatterns = [
    path(HERE, listings.whole, name="registry"),
    path(f"{HERE}new/", requesting.new, name="request"),
    path(f"{HERE}own/", requesting.own, name="own"),
    path(f"{HERE}to-implement/", implementing.plan, name="plan"),
    path(f"{HERE}to-implement/statistics/", implementing.statistics, name="statistics"),
    path(f"{HERE}to-implement/copy/", implementing.copy, name="copy"),
    path(f"{HERE}confirmations/", confirming.rounds, name="rounds"),
    path(f"{HERE}confirm/<str:token>/", confirming.confirm, name="confirm"),
    path(f"{HERE}copies/", readers.copies, name="copies"),
    path(f"{HERE}copies/name/", readers.name, name="name_reader"),
    path(f"{HERE}copies/<str:source>/end/", readers.end, name="end_reader"),
    path(f"{HERE}conflicts/<str:conflict>/settle/", deciding.settle, name="settle"),
    path(RECIPIENT, recipients.one, name="recipient"),
    path(f"{RECIPIENT}contact/", recipients.contact, name="contact"),
    path(f"{RECIPIENT}charge/", recipients.charge, name="charge"),
    path(f"{RECIPIENT}charge/end/", recipients.end_charge, name="end_charge"),
    path(ONE, listings.one, name="listing"),
    path(f"{ONE}letter/", listings.letter, name="letter"),
    path(f"{ONE}tests/", deciding.tests, name="tests"),
    path(f"{ONE}vet/", deciding.vet, name="vet"),
    path(f"{ONE}approve/", deciding.approve, name="approve"),
    path(f"{ONE}decline/", deciding.decline, name="decline"),
    path(f"{ONE}remove/", deciding.remove, name="remove"),
    path(f"{ONE}drop/", deciding.drop, name="drop"),
    path(f"{ONE}conflict/", deciding.conflict, name="conflict"),
    path(f"{ONE}implemented/", implementing.implemented, name="implemented"),
    path(f"{ONE}taken-out/", implementing.taken_out, name="taken_out"),
]
