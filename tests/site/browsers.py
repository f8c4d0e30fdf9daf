"""Debian's Chromium, driven by selenium."""

import json
import shutil

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


def browser(*arguments):
    assert CHROMIUM, "no chromium"
    assert DRIVER, "no chromedriver"
    options = Options()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", *arguments):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    return webdriver.Chrome(options=options, service=Service(DRIVER))


class Page:
    """A page of a site on disk."""

    def __init__(self, driver, folder):
        self.driver = driver
        self.folder = folder

    def open(self, path):
        self.driver.get((self.folder / path.partition("#")[0]).as_uri() + "".join(path.partition("#")[1:]))

    def choose_until(self, first, choose, path, holds):
        """Open a page and choose there, then open another, and all of it again until `holds()` on the other.

        The other may be another process of the browser, which hears a moment later of what was chosen, or, where the
        first is gone too soon, never.
        """
        WebDriverWait(self.driver, 20).until(lambda _: self.open(first) or choose() or self.open(path) or holds())

    def reset(self):
        """Forget what was chosen and logged; a wide light screen."""
        self.open("index.html")
        self.run("localStorage.clear()")
        self.size(1400, 900)
        self.media()
        self.driver.get_log("browser")
        self.driver.get_log("performance")

    def size(self, width, height):
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    def media(self, scheme="light", kind=""):
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": kind, "features": features})

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.run("return document.querySelector(arguments[0]).textContent", selector)

    def press(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)

    def focused(self):
        return self.run("return document.activeElement.id || document.activeElement.textContent")

    def complaints(self):
        """What the browser wrote to its console: scripts that fail, and what the policy refuses."""
        return [one["message"] for one in self.driver.get_log("browser")]

    def requests(self):
        messages = [json.loads(one["message"])["message"] for one in self.driver.get_log("performance")]
        return [one["params"]["request"]["url"] for one in messages if one["method"] == "Network.requestWillBeSent"]
