"""One authority for all tests of signed evidence."""

import pytest

from tests.evidence.shaken.evidence import Pki
from tests.testbed import pki


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Pki:
    folder = tmp_path_factory.mktemp("sti")
    pki.make(folder, [("701J", "Harbor Voice LLC"), ("114C", "Cardinal Wireless")])
    return Pki(folder)
