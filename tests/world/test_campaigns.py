"""The calls are made from real ones, and the tables say where their rows come from."""

from importlib.resources import files

from hopback.world import Network, real_tracebacks, transcripts
from hopback.world.tables import rows


def test_calls_take_number_campaign_and_transcript_from_real_tracebacks() -> None:
    real = {(each.campaign, each.calling) for each in real_tracebacks()}
    calls = Network.build(seed=1, calls=300).calls
    assert all((call.campaign, call.calling) in real for call in calls)
    assert len({call.campaign for call in calls}) > 20
    heard = [call.transcript for call in calls if call.transcript]
    assert len(heard) > 100
    assert all(each.text and each.language for each in heard)


def test_every_transcript_belongs_to_a_campaign_that_was_traced() -> None:
    assert set(transcripts()) <= {each.campaign for each in real_tracebacks()}
    assert len(transcripts()) == 16


def test_a_real_traceback_comes_after_its_call() -> None:
    assert all(each.lag.days >= 0 for each in real_tracebacks())
    assert max(each.lag.days for each in real_tracebacks()) > 10


def test_the_number_to_call_back_is_heard() -> None:
    """A1.10: a trace forward begins at the number the recording asks to call."""
    assert transcripts()["Discount-DirecTV50"].call_back_number == "+18332224207"
    assert transcripts()["Grandparentscam"].call_back_number is None


def test_a_campaign_keeps_to_a_few_paths() -> None:
    paths: dict[str, set[tuple[str, ...]]] = {}
    for call in Network.build(seed=2, calls=600).calls:
        paths.setdefault(call.campaign, set()).add(call.path)
    assert max(len(each) for each in paths.values()) <= 6


def test_every_table_is_in_the_provenance() -> None:
    folder = files("hopback.world") / "data"
    said = (folder / "PROVENANCE.md").read_text(encoding="utf-8")
    tables = [each.name for each in folder.iterdir() if each.name.endswith(".csv")]
    assert len(tables) == 6
    for name in tables:
        assert f"`{name}`" in said
        assert rows(name.removesuffix(".csv"))
    assert f"| `tracebacks.csv` | {len(rows('tracebacks'))} of 100 |" in said
    assert f"| `transcripts.csv` | {len(rows('transcripts'))} of about 860 |" in said
