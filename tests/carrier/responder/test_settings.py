"""`hopback.toml`: every key that is wrong is named, and paths are beside the file."""

from pathlib import Path

import pytest

from hopback.carrier.responder.settings import SettingsError, read

GOOD = '[portal]\nurl = "https://portal.example/"\n[records]\narchive = "calls"\n'


def written(folder: Path, text: str) -> Path:
    file = folder / "hopback.toml"
    file.write_text(text)
    return file


def test_paths_are_beside_the_file_and_the_rest_has_defaults(tmp_path):
    said = read(written(tmp_path, GOOD))
    assert said.portal.url == "https://portal.example"
    assert said.records.archive == tmp_path / "calls"
    assert said.records.trunks == tmp_path / "trunks.toml"
    assert said.journal == tmp_path / "journal.sqlite3"
    assert (said.answers.traceback, said.answers.not_found, said.answers.trace_forward) == (True, False, False)


def test_a_path_that_begins_with_a_slash_stays(tmp_path):
    assert read(written(tmp_path, 'journal = "/srv/j.sqlite3"\n' + GOOD)).journal == Path("/srv/j.sqlite3")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[portal", "hopback.toml: "),
        ("[records]\narchive = 'a'", "portal: Field required"),
        (GOOD + "[answer]\n", "answer: there is no such setting. Did you mean answers?"),
        (
            GOOD.replace("[records]", "keyfile = 'k'\n[records]"),
            "portal.keyfile: there is no such setting. Did you mean key_file?",
        ),
        (GOOD + "[status]\nport = 1\n", "status.port: there is no such setting. There are: listen."),
        (GOOD.replace("https", "http"), "portal.url: http://portal.example is not https"),
        (GOOD + '[answers]\ntraceback = "perhaps"\n', "answers.traceback: "),
        (GOOD.replace("[records]", 'provider = "Cardinal"\n[records]'), "portal.provider: "),
        (GOOD.replace("[records]", "wait_s = 600\n[records]"), "portal.wait_s: "),
        (GOOD.replace("[records]", "wait_s = 0\n[records]"), "portal.wait_s: 0 needs webhooks"),
        (GOOD.replace('archive = "calls"', ""), "records: say where the calls are"),
        (GOOD + '[webhooks]\nlisten = "127.0.0.1:8099"\n', "webhooks.secret_file: "),
        (GOOD + '[webhooks]\nlisten = "8099"\n', "webhooks.listen: "),
        (GOOD + '[status]\nlisten = "0.0.0.0:8737"\n', "status.listen: the status page"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, says):
    with pytest.raises(SettingsError) as told:
        read(written(tmp_path, text))
    assert says in str(told.value)


def test_settings_that_are_not_there(tmp_path):
    with pytest.raises(SettingsError, match="hopback respond init"):
        read(tmp_path / "hopback.toml")
