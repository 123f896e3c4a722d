// With the script switched off every page reads, links and lights its passages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, inView, phone, visit } from "./support/browser.js";
import { kinds, pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const windows = { desktop, phone };

for (const way of ways) {
  for (const kind of kinds) {
    test(`${way.name}: ${kind.name} reads without its script`, async (t) => {
      const page = await visit(t, way, kind.path, { javaScriptEnabled: false });
      assert.ok(await page.locator("h1").isVisible());
      // All words of the main part are there to see, but for those folded away, those of what only the script
      // serves, those of a drawing, which are for screen readers, and the sign in a cell where the head of its
      // column says the same.
      const { all, seen } = await page.evaluate(() => {
        const words = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
        const count = { all: 0, seen: 0 };
        while (words.nextNode()) {
          const { parentElement, data } = words.currentNode;
          const length = data.trim().length;
          if (parentElement.closest("details:not([open]) > :not(summary), button, [data-live], svg title, svg desc, .cell-source")) continue;
          count.all += length;
          if (parentElement.checkVisibility({ visibilityProperty: true })) count.seen += length;
        }
        return count;
      });
      assert.ok(all > 0);
      assert.equal(seen, all);
      // Nothing that only the script could serve is offered.
      for (const button of await page.locator("main button, .theme-toggle").all()) {
        const served = await button.evaluate((element) => element.type === "submit");
        assert.ok(served || (await button.isHidden()));
      }
    });
  }

  for (const [device, options] of Object.entries(windows)) {
    test(`${way.name}, ${device}: the navigation leads everywhere without the script`, async (t) => {
      const page = await visit(t, way, pageOf("report"), { ...options, javaScriptEnabled: false });
      const places = await page.locator(".site-header .site-nav a").evaluateAll((links) => links.map((a) => a.href));
      assert.ok(places.length > 3);
      for (const place of places) {
        if (device === "phone") await page.locator(".menu-link:not(.search-link)").tap();
        const nav = page.locator(device === "phone" ? ".site-footer .site-nav a" : ".site-header .site-nav a");
        const hrefs = await nav.evaluateAll((links) => links.map((a) => a.href));
        const link = nav.nth(hrefs.indexOf(place));
        assert.ok(await inView(link));
        await link.click();
        await page.waitForURL(place);
        assert.ok(await page.locator("h1").isVisible());
      }
    });
  }

  for (const [kind, one] of [
    ["report", ".report-body > .passage"],
    ["report with comments", ".readers .comment"],
    ["source (text)", ".range-line[id]"],
  ]) {
    test(`${way.name}: the address of ${one} lights it without the script`, async (t) => {
      const list = await visit(t, way, pageOf(kind), { javaScriptEnabled: false });
      const id = await list.locator(one).last().getAttribute("id");
      const page = await visit(t, way, `${pageOf(kind)}#${id}`, { javaScriptEnabled: false });
      const target = page.locator(`[id="${id}"]`);
      assert.ok(await inView(target));
      const lit = await target.evaluate((element) => {
        const paper = getComputedStyle(document.documentElement).getPropertyValue("--paper-lit");
        const probe = document.createElement("i");
        probe.style.backgroundColor = paper;
        document.body.append(probe);
        const colour = getComputedStyle(probe).backgroundColor;
        probe.remove();
        return [element, ...element.children].some((part) => getComputedStyle(part).backgroundColor === colour);
      });
      assert.ok(lit);
    });
  }

  test(`${way.name}: a moved page points on without the script`, async (t) => {
    const page = await visit(t, way, pageOf("moved report"), { javaScriptEnabled: false });
    const link = page.locator("[data-moved]");
    const to = await link.evaluate((link) => link.href);
    await link.click();
    await page.waitForURL(to);
    assert.ok(await page.locator(".passage").count());
  });
}
