import pytest
from fake_registry import Reply

from hatch_claimed.images.registry.errors import AccessDeniedError, InvalidResponseError, UnreachableError
from hatch_claimed.images.registry.lookup import INPUT_HASH, HiddenImage, PushedImage, states

HASH = {INPUT_HASH: "abc"}


def test_an_annotation_needs_one_request(fake, time):
    digest = fake.add_image("app", "1", annotations=HASH)
    image = f"{fake.host}/app:1"
    expected = PushedImage(digest=digest, input_hash="abc", current=True)
    assert states([(image, "abc")], fake.client(time)) == {image: expected}
    assert fake.asked() == ["GET /v2/app/manifests/1"]


def test_a_label_needs_the_config_too(fake, time):
    digest = fake.add_image("app", "1", labels=HASH)
    image = f"{fake.host}/app:1"
    assert states([(image, "abd")], fake.client(time)) == {
        image: PushedImage(digest=digest, input_hash="abc", current=False)
    }
    assert len(fake.asked()) == 2


def test_an_image_of_others_has_no_hash(fake, time):
    digest = fake.add_image("app", "1")
    image = f"{fake.host}/app:1"
    assert states([(image, "abc")], fake.client(time)) == {
        image: PushedImage(digest=digest, input_hash=None, current=False)
    }


def test_an_index_s_annotation(fake, time):
    amd64 = fake.add_image("app", "amd64")
    digest = fake.add_index("app", "1", [("linux/amd64", amd64)], annotations=HASH)
    image = f"{fake.host}/app:1"
    assert states([(image, "abc")], fake.client(time)) == {
        image: PushedImage(digest=digest, input_hash="abc", current=True, platforms={"linux/amd64": amd64})
    }
    assert len(fake.asked()) == 1


@pytest.mark.parametrize(("second", "expected"), [("abc", "abc"), ("abd", None), (None, None)])
def test_the_platforms_of_an_index_must_agree(fake, time, second, expected):
    amd64 = fake.add_image("app", "amd64", annotations=HASH)
    arm64 = fake.add_image("app", "arm64", labels={INPUT_HASH: second} if second else {}, platform="linux/arm64")
    platforms = {"linux/amd64": amd64, "linux/arm64": arm64}
    digest = fake.add_index("app", "1", [*platforms.items()])
    image = f"{fake.host}/app:1"
    assert states([(image, "abc")], fake.client(time)) == {
        image: PushedImage(digest=digest, input_hash=expected, current=expected == "abc", platforms=platforms)
    }


def test_missing_and_hidden_are_not_the_same(fake, time):
    digest = fake.add_image("there", "1", annotations=HASH)
    fake.next("/v2/hidden/manifests/1", Reply(403))
    there, hidden, missing = (f"{fake.host}/{name}:1" for name in ("there", "hidden", "missing"))
    found = states([(there, "abc"), (hidden, "abc"), (missing, "abc")], fake.client(time))
    assert found == {
        there: PushedImage(digest=digest, input_hash="abc", current=True),
        hidden: HiddenImage(),
        missing: None,
    }


def test_a_registry_that_is_down_is_an_error(fake, time):
    fake.next("/v2/app/manifests/1", Reply(500))
    with pytest.raises(UnreachableError):
        states([(f"{fake.host}/app:1", "abc")], fake.client(time, tries=1))


def test_a_refused_login_is_an_error(fake, time, tmp_path):
    fake.wants = f'Bearer realm="http://{fake.host}/token"'
    with pytest.raises(AccessDeniedError):
        states([(f"{fake.host}/app:1", "abc")], fake.client(time, home=fake.login(tmp_path, word="wrong")))


def test_a_broken_image_is_an_error(fake, time):
    fake.put("/v2/app/manifests/1", b"{}", "application/vnd.oci.image.manifest.v1+json")
    with pytest.raises(InvalidResponseError):
        states([(f"{fake.host}/app:1", "abc")], fake.client(time))
