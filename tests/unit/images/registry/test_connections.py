import pytest
from urllib3 import PoolManager, ProxyManager

from hatch_claimed.images.registry.connections import Connections
from hatch_claimed.images.registry.errors import RegistryError
from hatch_claimed.images.registry.proxies import Proxy, find_proxy, is_excepted


@pytest.mark.parametrize(
    ("scheme", "netloc", "environment", "expected"),
    [
        ("https", "ghcr.io", {}, None),
        ("https", "ghcr.io", {"HTTPS_PROXY": "http://p:3128"}, Proxy("http://p:3128")),
        ("https", "ghcr.io", {"https_proxy": "p:3128"}, Proxy("http://p:3128")),
        ("https", "ghcr.io", {"https_proxy": "http://low", "HTTPS_PROXY": "http://up"}, Proxy("http://low")),
        ("https", "ghcr.io", {"HTTP_PROXY": "http://p:3128"}, None),
        ("http", "r.example:5000", {"HTTP_PROXY": "http://p:3128"}, Proxy("http://p:3128")),
        ("https", "ghcr.io", {"ALL_PROXY": "http://p:3128"}, Proxy("http://p:3128")),
        ("https", "ghcr.io", {"HTTPS_PROXY": "http://ann:p%4055@p:1"}, Proxy("http://p:1", "ann:p@55")),
        ("https", "ghcr.io", {"HTTPS_PROXY": "http://p", "NO_PROXY": "x,ghcr.io"}, None),
        ("http", "127.0.0.1:5000", {"HTTP_PROXY": "http://p"}, None),
        ("http", "localhost:5000", {"HTTP_PROXY": "http://p"}, None),
    ],
)
def test_the_proxy_of_a_host(scheme, netloc, environment, expected):
    assert find_proxy(scheme, netloc, environment) == expected


@pytest.mark.parametrize(
    ("netloc", "exceptions", "expected"),
    [
        ("r.example", "", False),
        ("r.example", "*", True),
        ("r.example", "r.example", True),
        ("R.example:5000", "r.EXAMPLE", True),
        ("a.r.example", " x, r.example ", True),
        ("a.r.example", ".r.example", True),
        ("a.r.example", "*.r.example", True),
        ("ar.example", "r.example", False),
        ("r.example:5000", "r.example:5000", True),
        ("r.example:5000", "r.example:5001", False),
        ("10.1.2.3:5000", "10.0.0.0/8", True),
        ("11.1.2.3:5000", "10.0.0.0/8", False),
        ("[fd00::1]:5000", "fd00::/8", True),
        ("10.1.2.3", "x/8", False),
    ],
)
def test_no_proxy(netloc, exceptions, expected):
    assert is_excepted(netloc, exceptions) is expected


def test_a_proxy_is_used_with_its_login():
    connections = Connections({"HTTPS_PROXY": "http://ann:pa55@proxy.example:3128"}, ())
    manager = connections.to("https://ghcr.io/v2/")
    assert isinstance(manager, ProxyManager)
    assert (manager.proxy.host, manager.proxy.port, manager.proxy.auth) == ("proxy.example", 3128, None)
    assert manager.proxy_headers == {"proxy-authorization": "Basic YW5uOnBhNTU="}
    assert "pa55" not in repr(Proxy("http://proxy.example", "ann:pa55"))


def test_connections_are_kept_by_host():
    connections = Connections({}, ())
    first = connections.to("http://a.example/x")
    assert type(first) is PoolManager
    assert connections.to("http://a.example/y") is first
    assert connections.to("http://a.example:81/x") is not first
    connections.close()
    assert connections.to("http://a.example/x") is not first


@pytest.mark.parametrize("proxy", ["socks5://ann:pa55@p", "ftp://p", "http://[p", "http://p:port"])
def test_a_proxy_that_is_none(proxy):
    with pytest.raises(RegistryError) as raised:
        Connections({"HTTPS_PROXY": proxy}, ()).to("https://ghcr.io/v2/")
    assert str(raised.value) == (
        "HTTPS_PROXY is no address of an HTTP proxy\n    Write one such as `http://proxy.example.com:3128`."
    )


@pytest.mark.parametrize("name", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE"])
def test_a_bundle_that_is_none(tmp_path, name):
    with pytest.raises(RegistryError) as raised:
        Connections({name: str(tmp_path / "gone.pem")}, ()).to("https://ghcr.io/v2/")
    message = f"{name} names no readable bundle of certificates: No such file or directory\n    Correct or unset it."
    assert str(raised.value) == message
    (tmp_path / "empty.pem").write_text("nothing")
    with pytest.raises(RegistryError, match=f"{name} names no readable bundle of certificates"):
        Connections({name: str(tmp_path / "empty.pem")}, ()).to("https://ghcr.io/v2/")


def test_docker_s_certificates_of_a_host(tmp_path):
    folder = tmp_path / "ghcr.io:8443"
    folder.mkdir()
    (folder / "ca.crt").write_text("nothing")
    connections = Connections({}, (str(tmp_path),))
    assert connections.to("https://ghcr.io/v2/")
    with pytest.raises(RegistryError, match=f"{folder}/ca.crt names no readable bundle"):
        connections.to("https://ghcr.io:8443/v2/")


def test_certificates_may_be_a_folder(tmp_path):
    assert Connections({"REQUESTS_CA_BUNDLE": str(tmp_path)}, ()).to("https://ghcr.io/v2/")
