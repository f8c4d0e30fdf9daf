import pytest
from selenium.webdriver.common.keys import Keys


def names(page):
    return page.run("return [...document.querySelectorAll('#list > li:not([hidden]) h2')].map(one => one.textContent)")


def test_search_filters_as_one_types(page):
    page.open("index.html")
    assert page.text("#count") == "9 in all"
    page.one("#words").send_keys("TAKES")
    assert names(page) == ["gw-takes-shares", "takes-shares", "typed"]
    assert page.text("#count") == "3 of 9"
    page.one("#words").send_keys(" lambda wrapper")
    assert names(page) == ["gw-takes-shares"]
    page.one("#words").send_keys(" nonsense")
    assert names(page) == []
    assert page.text("#count") == "Nothing fits: try fewer words"
    page.one("#words").send_keys(Keys.ESCAPE)
    assert len(names(page)) == 9


def test_hits_are_announced(page):
    page.open("index.html")
    assert page.one("#count").aria_role == "status"
    assert page.one("#words").accessible_name == "Search"
    assert page.one("#kind").accessible_name == "Kind"


def test_kinds(page):
    page.open("index.html")
    page.run(
        "const one = document.getElementById('kind'); one.value = 'workflow'; one.dispatchEvent(new Event('change'))"
    )
    assert names(page) == ["all-of-it"]


def test_keyboard_alone(page):
    page.open("index.html")
    page.press(Keys.TAB)
    assert page.focused() == "Skip to content"
    page.press("/")
    assert page.focused() == "words"
    page.press("takes one of", Keys.ENTER)
    assert page.driver.current_url.endswith("/components/typed.html")
    page.driver.back()
    assert page.run("return document.getElementById('words').value") == "takes one of"
    assert names(page) == ["typed"]


def test_the_order_of_focus(page):
    page.open("index.html")
    order = []
    for _ in range(6):
        page.press(Keys.TAB)
        order.append(page.focused())
    assert order == ["Skip to content", "samples", "theme", "words", "kind", "all-of-it"]


def test_accents_do_not_matter(page):
    page.open("index.html")
    page.one("#words").send_keys("quotéd")
    assert names(page) == ["all-of-it"]


def test_without_scripts_the_list_is_there(page):
    page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        page.open("index.html")
        assert len(page.all("#list > li")) == 9
        assert not page.one("#search").is_displayed()
    finally:
        page.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_500_operators(crowded, crowd):
    assert (crowd / "index.html").stat().st_size < 1_000_000
    crowded.open("index.html")
    assert crowded.text("#count") == "500 in all"
    crowded.one("#words").send_keys("forest 003")
    assert names(crowded) == ["read-forest-003"]
    assert crowded.complaints() == []


@pytest.mark.parametrize("width", [320, 390, 768])
@pytest.mark.parametrize(
    "path", ["index.html", "components/nasty.html", "components/typed.html", "workflows/all-of-it.html"]
)
def test_narrow_screens_scroll_in_one_direction(page, path, width):
    page.size(width, 800)
    page.open(path)
    assert page.run("return document.documentElement.scrollWidth") <= width
