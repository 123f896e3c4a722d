// Every kind of page opens in silence, asks for nothing elsewhere, and fits its window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unfold, visitKind, visit } from "./support/browser.js";
import { kinds, pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const widths = [320, 360, 768, 1440];

for (const way of ways) {
  for (const kind of kinds) {
    test(`${way.name}: ${kind.name} opens without a word, a stray request or a breach of its policy`, async (t) => {
      const page = await visitKind(t, way, kind);
      await page.waitForLoadState("networkidle");
      assert.notEqual(await page.title(), "");
    });

    test(`${way.name}: ${kind.name} does not scroll sideways`, async (t) => {
      const page = await visitKind(t, way, kind);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await widthOf(page), width);
      }
      await unfold(page);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await widthOf(page), width, "unfolded");
      }
    });
  }

  test(`${way.name}: a page at an old address leads on, with the passage asked for`, async (t) => {
    const page = await visit(t, way, `${pageOf("moved report")}#main`);
    await page.waitForURL((url) => !url.pathname.endsWith(pageOf("moved report")));
    assert.equal(new URL(page.url()).hash, "#main");
    assert.ok(await page.locator(".passage").count());
  });
}

const widthOf = (page) => page.evaluate(() => document.scrollingElement.scrollWidth);
