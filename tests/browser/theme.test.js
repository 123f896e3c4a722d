// The button for the dark theme works by every means, and every page remembers it.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { address, ways } from "./support/site.js";

const means = {
  mouse: { options: desktop, press: (button) => button.click() },
  keyboard: {
    options: desktop,
    press: async (button) => {
      await button.focus();
      await button.press("Enter");
    },
  },
  touch: { options: phone, press: (button) => button.tap() },
};

for (const way of ways) {
  for (const [name, { options, press }] of Object.entries(means)) {
    test(`${way.name}: the theme is changed by ${name}, and remembered`, async (t) => {
      const page = await visit(t, way, pageOf("home"), { ...options, colorScheme: "light" });
      const button = page.locator(".theme-toggle");
      const light = await paper(page);
      assert.equal(await button.getAttribute("aria-pressed"), "false");
      await press(button);
      const dark = await paper(page);
      assert.notEqual(dark, light);
      assert.equal(await button.getAttribute("aria-pressed"), "true");
      for (const kind of ["report", "event"]) {
        await page.goto(address(way, pageOf(kind)));
        assert.equal(await paper(page), dark, kind);
        assert.equal(await button.getAttribute("aria-pressed"), "true");
      }
      await press(button);
      await page.goto(address(way, pageOf("home")));
      assert.equal(await paper(page), light);
    });
  }

  test(`${way.name}: without a choice the system's theme holds`, async (t) => {
    const page = await visit(t, way, pageOf("home"), { colorScheme: "dark" });
    const dark = await paper(page);
    assert.equal(await page.locator(".theme-toggle").getAttribute("aria-pressed"), "true");
    await page.emulateMedia({ colorScheme: "light" });
    assert.notEqual(await paper(page), dark);
  });
}

const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
