import re

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from projects import TYPED
from sample_operators import NASTY_TEXTS, TEXTS
from selenium.webdriver.common.keys import Keys

from hatch_claimed.site.tool_commands import commands, open_parameters

FIELDS = open_parameters(TYPED)
FILL = """
const shown = [];
for (const values of arguments[0]) {
  for (const [name, text] of Object.entries(values)) document.getElementById(`p-${name}`).value = text;
  document.getElementById("form").dispatchEvent(new Event("input"));
  const found = {};
  for (const one of document.querySelectorAll("#commands pre code")) found[one.id.slice(2)] = one.textContent;
  shown.push(found);
}
return shown;
"""
NUMBERS = st.one_of(
    st.integers().map(str),
    st.floats().map(repr),
    st.from_regex(r"[-+]?[0-9]{0,3}\.?[0-9]{0,3}([eE][-+]?[0-9]{1,2})?", fullmatch=True),
    st.sampled_from(["inf", "-nan", "0x1F", "1_000", "٣", "007", "-0", "1e", "."]),
)
# what a field of one line can hold
LINES = TEXTS.map(lambda text: re.sub(r"[\r\n]|[\ud800-\udfff]", "", text))
VALUES = st.fixed_dictionaries(
    {
        "text": LINES,
        "elements": LINES,
        "number": st.one_of(NUMBERS, LINES),
        "ratio": st.one_of(NUMBERS, LINES),
        "class": NUMBERS,
        "flag": st.sampled_from(["", "true", "false"]),
    }
)


def texts(values):
    return {one.key: one.text(FIELDS, values) for one in commands(TYPED)}


def test_the_page_is_made_as_the_script_fills_it(page):
    page.open("components/typed.html")
    assert page.run(FILL, [{}]) == [texts({})]


# looking for the shortest of a hundred values that differ would take minutes
@settings(
    max_examples=4, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(VALUES, min_size=100, max_size=100))
def test_commands_are_quoted_as_python_quotes_them(page, many):
    page.open("components/typed.html")
    assert page.run(FILL, many) == [texts(values) for values in many]


def test_nasty_texts_are_quoted_as_python_quotes_them(page):
    page.open("components/typed.html")
    many = [{"text": text, "elements": text} for one in NASTY_TEXTS if (text := re.sub(r"[\r\n]", "", one))]
    assert page.run(FILL, many) == [texts(values) for values in many]


def test_typing_fills_the_command(page):
    page.open("components/typed.html")
    assert page.text("#todo") == "Still to be filled in: elements"
    page.one("#p-elements").send_keys("it's mine")
    assert page.text("#todo") == ""
    page.one("#p-number").send_keys("7")
    assert page.text("#t-run") == ("hatch-claimed run typed \\\n    --number 7 \\\n    --elements 'it'\"'\"'s mine'")
    page.one("button[type=reset]").click()
    page.run("return new Promise((done) => setTimeout(done, 20))")
    assert page.text("#t-run") == "hatch-claimed run typed \\\n    --elements ELEMENTS"


def test_numbers_are_checked(page):
    page.open("components/typed.html")
    field = page.one("#p-number")
    field.send_keys("many")
    assert page.text("#e-number") == "This is no whole number."
    assert field.get_attribute("aria-invalid") == "true"
    field.send_keys(Keys.BACKSPACE * 4, "12")
    assert page.text("#e-number") == ""
    assert field.get_attribute("aria-invalid") == "false"


def test_fields_have_names_and_descriptions(page):
    page.open("components/typed.html")
    assert page.one("#p-number").accessible_name == "number"
    assert page.text("#d-number") == "How many."
    assert page.one("#p-number").get_attribute("aria-describedby") == "d-number e-number"


def test_secrets_have_no_field(page):
    page.open("components/typed.html")
    assert page.all("#p-api_key") == []
    assert "planted" not in page.driver.page_source
    assert "\n    --env api_key \\\n" in page.text("#t-docker")


def shown(page):
    return [one.get_attribute("id") for one in page.all(".command") if one.is_displayed()]


def test_one_command_at_a_time(page):
    page.open("components/typed.html")
    assert shown(page) == ["c-docker"]
    page.one("#tab-c-docker").send_keys(Keys.ARROW_RIGHT)
    assert shown(page) == ["c-run"]
    assert page.focused() == "tab-c-run"
    page.press(Keys.END)
    assert shown(page) == ["c-cwl"]
    assert page.one("#tab-c-cwl").get_attribute("aria-selected") == "true"

    def choose_cwl():
        page.one("#tab-c-cwl").click()

    page.choose_until("components/typed.html", choose_cwl, "components/minimal.html", lambda: shown(page) == ["c-cwl"])


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_copying(page, has_clipboard):
    for name in ("clipboard-read", "clipboard-write"):
        page.driver.execute_cdp_cmd("Browser.setPermission", {"permission": {"name": name}, "setting": "granted"})
    page.open("components/typed.html")
    if not has_clipboard:
        # as where a page comes by plain http
        page.run("Object.defineProperty(navigator, 'clipboard', {value: undefined, configurable: true})")
    page.one("#p-elements").send_keys("a b")
    button = page.one("#c-docker .copy")
    assert button.accessible_name == "Copy the Docker command"
    button.click()
    page.run("return new Promise((done) => setTimeout(done, 100))")
    assert page.text("#said") == "Copied"
    assert button.text == "Copied"
    field = page.one("#p-text")
    field.click()
    field.send_keys(Keys.CONTROL, "v")
    pasted = page.run("return document.getElementById('p-text').value")
    assert pasted.split() == texts({"elements": "a b"})["docker"].split()
