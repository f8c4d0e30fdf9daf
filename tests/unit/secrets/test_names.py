import re
from pathlib import Path

import pytest

import hatch_claimed
from hatch_claimed.model.secrets.names import PARTS, PLAIN_WORDS, secret_kind
from hatch_claimed.runtime.python.claimed_launcher import messages

R_LAUNCHER = Path(hatch_claimed.__file__).parent / "runtime" / "r" / "launcher.R"


def test_launchers_see_secrets_by_the_same_words():
    in_r = re.search(r'^SECRET_WORDS <- "(.*)"$', R_LAUNCHER.read_text(encoding="utf-8"), re.MULTILINE)
    assert messages.SECRET_WORDS == tuple(in_r[1].split("|")) == PLAIN_WORDS


@pytest.mark.parametrize(
    "name", ["db_password", "smtp_pass", "PWD", "mqtt_pswd", "Kennwort", "passPhrase", "apikey", "hf_token", "pw"]
)
def test_a_quick_look_finds_every_name_of_a_secret(name):
    assert secret_kind(name)
    assert any(part in name.lower() for part in PARTS)
