// The search page finds words, and leads to the passages that hold them.
//
// Every word is taken from the pages themselves, so that the demonstration archive may change.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const search = "search.html";

const means = {
  keyboard: {
    window: desktop,
    ask: async (page, words) => {
      await page.locator('.search-form input[name="q"]').fill(words);
      await page.keyboard.press("Enter");
    },
    follow: (link) => link.press("Enter"),
  },
  mouse: {
    window: desktop,
    ask: async (page, words) => {
      await page.locator('.search-form input[name="q"]').fill(words);
      await page.locator(".search-form button").first().click();
    },
    follow: (link) => link.click(),
  },
  touch: {
    window: phone,
    ask: async (page, words) => {
      await page.locator('.search-form input[name="q"]').fill(words);
      await page.locator(".search-form button").first().tap();
    },
    follow: (link) => link.tap(),
  },
};

for (const way of ways) {
  for (const [name, { window, ask, follow }] of Object.entries(means)) {
    test(`${way.name}: a word is searched and its passage opened by ${name}`, async (t) => {
      const { id, words } = await somePassage(t, way);
      const page = await visit(t, way, search, window);
      await ask(page, words);
      const result = page.locator(`.result a[href$="#${id}"]`).first();
      await result.waitFor();
      await follow(result);
      await page.waitForURL((url) => url.hash === `#${id}`);
      assert.ok(await page.locator(".passage:target").isVisible());
    });
  }

  test(`${way.name}: an address with a question answers it at once`, async (t) => {
    const { id, words } = await somePassage(t, way);
    const page = await visit(t, way, search);
    await page.goto(`${page.url()}?q=${encodeURIComponent(words)}`);
    await page.locator(`.result a[href$="#${id}"]`).first().waitFor();
  });

  test(`${way.name}: case and accents make no difference`, async (t) => {
    const { id, words } = await somePassage(t, way);
    const page = await visit(t, way, search);
    const bare = words.normalize("NFD").replaceAll(/\p{Mn}/gu, "").toUpperCase();
    await means.keyboard.ask(page, bare);
    await page.locator(`.result a[href$="#${id}"]`).first().waitFor();
  });

  test(`${way.name}: what stands nowhere is not found, and the page says so`, async (t) => {
    const page = await visit(t, way, search);
    const before = await page.locator("main").innerText();
    await means.keyboard.ask(page, "xqzvwkjh");
    await page.waitForFunction((before) => document.querySelector("main").innerText !== before, before);
    assert.equal(await page.locator(".result").count(), 0);
  });

  test(`${way.name}: without the script the search page points to the lists`, async (t) => {
    const page = await visit(t, way, search, { javaScriptEnabled: false });
    for (const list of ["reports.html", "entities.html", "events.html"]) {
      assert.ok(await page.locator(`main a[href="${list}"]`).first().isVisible(), list);
    }
  });
}

/** A passage of the report, with three words of it that stand together and in no name. */
async function somePassage(t, way) {
  const page = await visit(t, way, pageOf("report"));
  const passage = page.locator(".report-body > .passage").nth(1);
  const text = await passage.locator(".passage-text").innerText();
  const words = text.match(/\p{L}{5,} \p{L}+ \p{L}{4,}/u)[0];
  return { id: await passage.getAttribute("id"), words };
}
