from itertools import pairwise

import pytest
from sample_workflows import EVERYTHING
from selenium.webdriver.common.keys import Keys

PATHS = ["index.html", "components/typed.html", "components/gw-takes-shares.html", "workflows/all-of-it.html"]
# for each text on the page, the contrast to what lies behind it (WCAG 2.2, 1.4.3)
CONTRASTS = """
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
const rgb = (color) => {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = color;
  canvas.fillRect(0, 0, 1, 1);
  return canvas.getImageData(0, 0, 1, 1).data;
};
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const behind = (node) => {
  for (let one = node; one; one = one.parentElement) {
    const found = rgb(getComputedStyle(one).backgroundColor);
    if (found[3] === 255) return found;
  }
  return [255, 255, 255];
};
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const parent = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !parent.checkVisibility() || parent.closest("script, option")) continue;
  const svg = parent.closest("svg");
  const style = getComputedStyle(parent);
  const text = rgb(svg ? style.fill : style.color);
  const ground = svg ? rgb(getComputedStyle(svg.querySelector("rect")).fill) : behind(parent);
  const [high, low] = [luminance(text), luminance(ground)].sort((a, b) => b - a);
  found.push([Number(((high + 0.05) / (low + 0.05)).toFixed(2)), walker.currentNode.data.trim().slice(0, 40)]);
}
return found;
"""


def ground(page):
    return page.run("return getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_every_text_stands_out(page, path, scheme):
    page.media(scheme)
    page.open(path)
    found = page.run(CONTRASTS)
    assert len(found) > 20
    assert [one for one in found if one[0] < 4.5] == []


def test_the_system_says_whether_it_is_dark_until_somebody_chooses(page):
    page.open("index.html")
    light = ground(page)
    page.media("dark")
    dark = ground(page)
    assert dark != light

    def choose_light():
        if ground(page) != light:
            page.one("#theme").click()
        assert ground(page) == light

    page.choose_until("index.html", choose_light, "components/typed.html", lambda: ground(page) == light)
    assert page.one("#theme").get_attribute("aria-pressed") == "false"
    page.one("#theme").click()
    page.media("light")
    assert ground(page) == dark
    assert page.one("#theme").get_attribute("aria-pressed") == "true"


def test_skipping_to_the_content(page):
    page.open("components/typed.html")
    page.press(Keys.TAB)
    assert page.focused() == "Skip to content"
    assert page.one(".skip").location["x"] >= 0
    page.press(Keys.ENTER)
    assert page.focused() == "main"


def test_narrow_screens_name_the_cells(page):
    page.size(390, 800)
    page.open("components/typed.html")
    shown = "return getComputedStyle(document.querySelector('td[data-head=Type]'), '::before').content"
    assert page.run(shown) == '"Type: "'
    assert page.one("#p-text").size["width"] > 300


def test_paper_has_all_commands_and_no_buttons(page):
    page.open("components/typed.html")
    page.media("dark", "print")
    assert len([one for one in page.all(".command") if one.is_displayed()]) == 6
    assert [one for one in page.all("button, input, select") if one.is_displayed()] == []
    assert ground(page) == "rgb(255, 255, 255)"


@pytest.mark.parametrize("path", PATHS)
def test_pages_can_be_walked_by_headings(page, path):
    page.open(path)
    levels = page.run("return [...document.querySelectorAll('h1, h2, h3')].map((one) => Number(one.tagName[1]))")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_drawing_has_a_name_and_words_beside_it(page):
    page.open("workflows/all-of-it.html")
    assert page.one(".drawing svg").accessible_name == "Drawing of all-of-it: the steps are listed below."
    drawn = page.run("return [...document.querySelectorAll('.drawing text:not(.small)')].map((one) => one.textContent)")
    told = page.run(
        "return [...document.querySelector('h2 + table').tBodies[0].rows].map((one) => one.cells[0].textContent)"
    )
    assert drawn == told == [step.name for step in EVERYTHING.steps]
