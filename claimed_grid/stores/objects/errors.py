"""What an object store's answers and the AWS SDK's errors mean to us. Their texts, which may hold keys, stay here."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from ...backend import BackendError
from ...connection import Connection


class PreconditionError(Exception):
    """The condition of a write did not hold: nothing was written."""


class UncertainWriteError(Exception):
    """Nobody can tell whether the write took effect. The text says what was answered."""


class ErrorKind(Enum):
    """What an error says of the request."""

    REFUSED = "refused"
    MISSING = "missing"
    DOUBT = "doubt"
    LASTING = "lasting"


@dataclass(frozen=True)
class ErrorInfo:
    """An error, understood. `text` is ours and holds no secret."""

    kind: ErrorKind
    text: str


_LASTING = {
    "AccessDenied": "access denied: the credentials lack a permission (list, read, write and delete are needed)",
    "AllAccessDisabled": "access to the bucket is disabled",
    "AuthorizationHeaderMalformed": "wrong region: add ?region=<the bucket's region> to the connection",
    "ExpiredToken": "the credentials have expired",
    "IllegalLocationConstraintException": "wrong region: add ?region=<the bucket's region> to the connection",
    "InvalidAccessKeyId": "the access key is unknown",
    "InvalidBucketName": "the bucket's name is not valid",
    "InvalidToken": "the session token is not valid",
    "MethodNotAllowed": "the store does not allow this method",
    "NoSuchBucket": "the bucket does not exist",
    "NotImplemented": "the store does not know conditional writes (If-None-Match, If-Match)",
    "PermanentRedirect": "the bucket is at another endpoint or in another region",
    "RequestTimeTooSkewed": "the clock of this machine is wrong by more than the store allows",
    "SignatureDoesNotMatch": "the secret key is wrong",
}
_LASTING_STATUS = {
    301: _LASTING["PermanentRedirect"],
    401: "the credentials were not accepted",
    403: _LASTING["AccessDenied"],
    405: _LASTING["MethodNotAllowed"],
    501: _LASTING["NotImplemented"],
}
_BROKEN = "the connection broke"
_UNREACHABLE = {
    "ConnectTimeoutError": "no connection in time",
    "ConnectionClosedError": "the connection was closed",
    "ConnectionError": _BROKEN,
    "EndpointConnectionError": "no connection",
    "HTTPClientError": _BROKEN,
    "IncompleteReadError": _BROKEN,
    "ProxyConnectionError": "no connection to the proxy",
    "ReadTimeoutError": "no answer in time",
    "ResponseStreamingError": _BROKEN,
}


def interpreted(error: Exception) -> ErrorInfo:
    """The meaning of an error that the SDK raised."""
    from botocore.exceptions import BotoCoreError, ClientError
    from urllib3.exceptions import HTTPError

    if isinstance(error, ClientError):
        return _of_answer(error.response)
    name = type(error).__name__
    if isinstance(error, BotoCoreError) and name not in _UNREACHABLE:
        return ErrorInfo(ErrorKind.LASTING, _of_configuration(name))
    if isinstance(error, (BotoCoreError, HTTPError, OSError)):
        return ErrorInfo(ErrorKind.DOUBT, _UNREACHABLE.get(name, f"the connection failed ({name})"))
    # what else the SDK raises is about our arguments: an endpoint that is no URL, a name that is none
    return ErrorInfo(ErrorKind.LASTING, _of_configuration(name))


def _of_configuration(name: str) -> str:
    if name == "NoCredentialsError":
        return "no credentials: put them into the connection, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"
    if name in {"PartialCredentialsError", "CredentialRetrievalError"}:
        return "the credentials in the environment are not complete or cannot be read"
    if name == "SSLError":
        return "no secure connection (SSL): the endpoint's certificate is not trusted, or it speaks http only"
    return f"the connection cannot be used ({name})"


def _of_answer(response: object) -> ErrorInfo:
    code, status = _code_and_status(response)
    if code in _LASTING:
        return ErrorInfo(ErrorKind.LASTING, _LASTING[code])
    if status == 412:
        return ErrorInfo(ErrorKind.REFUSED, "the condition did not hold")
    if status == 404:
        return ErrorInfo(ErrorKind.MISSING, "no such object")
    if status in _LASTING_STATUS:
        return ErrorInfo(ErrorKind.LASTING, _LASTING_STATUS[status])
    shown = f"{status} {code}" if code.isalnum() and code != str(status) else str(status)
    return ErrorInfo(ErrorKind.DOUBT, f"the store answered {shown}")


def _code_and_status(response: object) -> tuple[str, int]:
    if not isinstance(response, dict):
        return "", 0
    code = str(response.get("Error", {}).get("Code", ""))
    return code, int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))


def unusable(connection: Connection, error: Exception) -> BackendError:
    """What to say when there cannot even be a client."""
    return BackendError(f"{connection}: {interpreted(error).text}", lasting=True)
