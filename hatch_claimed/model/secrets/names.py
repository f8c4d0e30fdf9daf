"""What names such as `db_password` promise."""

from __future__ import annotations

import re
from typing import Literal

PLAIN_WORDS = ("password", "passwd", "secret", "token", "key", "credential", "connection")
"""By these the launchers of Python and of R see a secret. They stand alone, and a test holds their words equal."""

Kind = Literal["password", "key", "token", "short"]
"""What a value must be like to be a secret: passwords and keys may be plain words, tokens are random, and names that
are too short to tell (`night_pass`, `pw`) say it only of what can be nothing else."""

_PASSWORDS = frozenset({"password", "passwd", "passphrase", "passcode", "pwd", "pswd", "passwort", "kennwort"})
_SHORT = frozenset({"pass", "pw"})
_KEYS = frozenset({"apikey", "accesskey", "secretkey", "privatekey"})
_BEFORE_KEY = frozenset({"api", "access", "secret", "private", "account"})
# of these, only what is random: `encryption_key = 'customer'` is a column as well
_BEFORE_RANDOM_KEY = frozenset(
    {
        *("auth", "consumer", "encryption", "signing", "subscription", "shared", "storage", "master"),
        # services: `KAGGLE_KEY` is what Kaggle's own client reads
        *("anthropic", "kaggle", "mapbox", "openai", "wandb"),
    }
)
_TOKENS = frozenset({"token", "secret", "credential", "credentials"})
_ENDS = _PASSWORDS | _SHORT | _TOKENS | {"key"}
PARTS = tuple(sorted(word for word in _ENDS if not any(other in word for other in _ENDS - {word})))
"""One of these is in every name of which `secret_kind` says something: a quick look before a long one."""
# whose password `pass` and `pw` mean: people, and programs that ask for one
_OWNERS = """
user usr username admin root my login auth basic account client service server remote host proxy api app web portal site
db database sql mysql mariadb postgres postgresql pg psql oracle mssql mongo mongodb redis neo4j influx influxdb
clickhouse snowflake hive impala elastic elasticsearch opensearch es cassandra couchdb warehouse
smtp imap pop mail email gmail ftp sftp ftps ssh ldap http https mqtt amqp rabbit rabbitmq kafka
store storage bucket s3 minio cos swift registry docker repo git github gitlab nexus jenkins jira grafana vpn wifi
key keystore truststore cert zip pdf archive vault earthdata copernicus scihub
"""
_OWNED = frozenset(_OWNERS.split())
# what `pass` is that lets through, and what is done in turns: filters, loops, orbits, tests
_OTHER_PASSES = """
low high band all by under over through first second third fourth last next prev previous final single one two three
multi multiple each every n num forward backward fast render full half partial coarse fine early late day night
ascending descending asc desc orbit satellite sun moon mountain ski season boarding test tests qc quality filter did
does is has will must can should not no or and to may
"""
_NO_PASSWORDS = frozenset(_OTHER_PASSES.split())
# what stands in front of `token` where it is one of language models, of parsers or of pages of results
_OTHER_KINDS = """
bos eos pad cls sep unk mask start stop begin end first last next prev previous page continuation sync special new line
image video audio text word delimiter separator split space blank prefix suffix resume cursor system user assistant tool
think thinking eot csrf
"""
_OF_OTHER_KINDS = frozenset(_OTHER_KINDS.split())
_TAILS = frozenset({"default", "value", "str", "string", "text"})
# Google's libraries take the path of a file from it
_OF_FILES = frozenset({"google_application_credentials"})
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")
_NAME = re.compile(r"[\w.-]{1,120}")
# Hadoop names keys of storage accounts by the account: fs.azure.account.key.NAME.blob.core.windows.net
_OF_ACCOUNT = re.compile(r"\.account\.key\..*")


def secret_kind(name: str) -> Kind | None:
    """What a name such as `db_password` promises. The last words decide: `token_count` and `primary_key` are none."""
    words = _last_words(name)
    if not words or "_".join(words) in _OF_FILES:
        return None
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if last in _PASSWORDS or (last in {"word", "phrase"} and before == "pass"):
        return "password"
    if last in _SHORT:
        return "password" if before in _OWNED else None if before in _NO_PASSWORDS else "short"
    if last in _KEYS or (last == "key" and before in _BEFORE_KEY):
        return "key"
    if last == "key" and before in _BEFORE_RANDOM_KEY:
        return "token"
    return "token" if last in _TOKENS and before not in _OF_OTHER_KINDS else None


def is_named_secret(name: str) -> bool:
    """Whether a name promises a secret, and does not only abbreviate what may be one."""
    return secret_kind(name) not in {None, "short"}


def is_shortened(name: str) -> bool:
    """Whether the name only abbreviates what it promises: `smtp_pass`, `pw`."""
    return not _SHORT.isdisjoint(_last_words(name)[-1:])


def words_of(text: str) -> list[str]:
    """The words of a name or of a value in lower case: `dbPassword2` is `db`, `password`, `2`."""
    return [word.lower() for word in _WORD.findall(text)]


def _last_words(name: str) -> list[str]:
    words = words_of(_OF_ACCOUNT.sub(".account.key", name)) if _NAME.fullmatch(name) else []
    while words and (words[-1].isdigit() or words[-1] in _TAILS):
        words.pop()
    return words
