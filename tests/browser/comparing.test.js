// Tellings side by side: what they share is lit on demand, and the columns move together.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const event = pageOf("event");

const means = {
  mouse: { options: desktop, choose: (choice) => choice.click() },
  keyboard: {
    options: desktop,
    choose: async (choice, page) => {
      await page.locator(".highlight input:checked").focus();
      while (!(await choice.locator("input").isChecked())) await page.keyboard.press("ArrowRight");
    },
  },
  touch: { options: phone, choose: (choice) => choice.tap() },
};

for (const way of ways) {
  for (const [name, { options, choose }] of Object.entries(means)) {
    test(`${way.name}: what tellings share is lit by ${name}, one kind at a time`, async (t) => {
      const page = await visit(t, way, event, options);
      const kinds = await page.locator(".highlight input").evaluateAll((all) => all.map((input) => input.value));
      assert.ok(kinds.length > 1 && kinds[0] === "none");
      for (const kind of [...kinds.slice(1), "none"]) {
        await choose(page.locator(`.highlight .choice:has([value="${kind}"])`), page);
        const lit = await page.locator(".is-lit").evaluateAll((all) => all.map((element) => element.dataset.shared));
        assert.deepEqual([...new Set(lit)], kind === "none" ? [] : [kind]);
      }
    });
  }

  test(`${way.name}: every stretch of shared words stands in another column too`, async (t) => {
    const page = await visit(t, way, event);
    const columns = await page.locator(".telling").evaluateAll((all) => {
      const fold = (text) => text.normalize("NFD").replaceAll(/\p{Mn}/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).join(" ");
      return all.map((column) => ({
        text: fold(column.textContent),
        shared: [...column.querySelectorAll('[data-shared="words"]')].map((words) => fold(words.textContent)),
      }));
    });
    assert.ok(columns.some(({ shared }) => shared.length > 0));
    for (const [at, { shared }] of columns.entries()) {
      for (const words of shared) {
        // A longer stretch may be put together of pairs that different columns share: each word has company.
        const found = words.split(" ").every((word) => columns.some(({ text }, other) => other !== at && text.includes(word)));
        assert.ok(found, words);
      }
    }
  });

  test(`${way.name}: the columns move together below their heads`, async (t) => {
    const page = await visit(t, way, event);
    const window = page.locator(".tellings-scroller");
    await window.scrollIntoViewIfNeeded();
    const tops = () => page.locator(".telling .passage:last-of-type").evaluateAll((all) => all.map((element) => element.getBoundingClientRect().top));
    const before = await tops();
    const moved = await window.evaluate((element) => {
      element.scrollTop += 120;
      return element.scrollTop;
    });
    assert.ok(moved > 0, "there is more than the window shows");
    for (const [at, top] of (await tops()).entries()) assert.ok(Math.abs(before[at] - top - moved) < 1);
    const shown = await page.locator(".telling-head").first().evaluate((head) => {
      const frame = head.closest(".tellings-scroller").getBoundingClientRect();
      return Math.abs(head.getBoundingClientRect().top - frame.top);
    });
    assert.ok(shown < 2, "the head stays");
  });

  test(`${way.name}: without the script the tellings are whole, and no switch is offered`, async (t) => {
    const page = await visit(t, way, event, { javaScriptEnabled: false });
    assert.ok(await page.locator(".highlight").isHidden());
    assert.ok(await page.locator(".telling .passage-text").first().isVisible());
  });
}
