// The address of a passage leads to it and lights it, wherever on the page it stands.

import assert from "node:assert/strict";
import { test } from "node:test";
import { inView, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const windows = { desktop: {}, phone };

/** What has an address: where it is found, which part of it is lit, and another like it. */
const targets = [
  { name: "a passage", page: pageOf("report"), one: ".report-body > .passage", lit: ".passage-text" },
  { name: "a readers' comment", page: pageOf("report with comments"), one: ".readers .comment", lit: "p:not(.comment-head)" },
  { name: "a line of a source", page: pageOf("source (text)"), one: ".range-line[id]", lit: "span" },
];

for (const way of ways) {
  for (const [device, options] of Object.entries(windows)) {
    for (const { name, page: path, one, lit } of targets) {
      test(`${way.name}, ${device}: the address of ${name} lights it`, async (t) => {
        const list = await visit(t, way, path, options);
        const ids = await list.locator(one).evaluateAll((all) => all.map((element) => element.id));
        assert.ok(ids.length > 1);
        const page = await visit(t, way, `${path}#${ids.at(-1)}`, options);
        const [target, other] = [ids.at(-1), ids.at(0)].map((id) => page.locator(`[id="${id}"]`));
        assert.ok(await target.locator(lit).first().isVisible());
        assert.ok(await inView(target));
        assert.notEqual(await paper(target, lit), await paper(other, lit));
      });
    }

    test(`${way.name}, ${device}: a link to a passage of another page lights it`, async (t) => {
      const page = await visit(t, way, pageOf("event"), options);
      const link = page.locator(".telling .passage-number").last();
      const id = new URL(await link.getAttribute("href"), page.url()).hash.slice(1);
      await link.click();
      await page.waitForURL((url) => url.hash === `#${id}`);
      const target = page.locator(`[id="${id}"]`);
      assert.ok(await inView(target));
      assert.ok(await target.evaluate((element) => element.matches(":target")));
    });
  }

  test(`${way.name}: one passage after the other is lit on the same page`, async (t) => {
    const page = await visit(t, way, pageOf("report"));
    const numbers = page.locator(".report-body > .passage > .passage-number");
    for (const place of [3, 1]) {
      await numbers.nth(place).click();
      const lit = await page.locator(".passage:target > .passage-number").getAttribute("href");
      assert.equal(lit, await numbers.nth(place).getAttribute("href"));
    }
  });
}

/** The colour behind an element, or behind what of it is lit. */
const paper = (element, lit) =>
  element.evaluate((element, lit) => {
    const transparent = "rgba(0, 0, 0, 0)";
    const own = getComputedStyle(element).backgroundColor;
    return own === transparent ? getComputedStyle(element.querySelector(lit)).backgroundColor : own;
  }, lit);
