// The Tab key goes to everything that can be used, and shows where it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { unfold, visitKind } from "./support/browser.js";
import { kinds } from "./support/kinds.js";
import { ways } from "./support/site.js";

for (const way of ways) {
  for (const kind of kinds) {
    test(`${way.name}: ${kind.name} can skip to its main part`, async (t) => {
      const page = await visitKind(t, way, kind);
      await page.keyboard.press("Tab");
      const skip = page.locator(".skip-link");
      assert.ok(await skip.evaluate((element) => element === document.activeElement));
      const box = await skip.boundingBox();
      assert.ok(box.y >= 0 && box.height > 20, "the link shows itself");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      const past = await page.evaluate(() => {
        const at = document.activeElement;
        const header = document.querySelector(".site-header").compareDocumentPosition(at);
        return at !== document.body && !(header & Node.DOCUMENT_POSITION_CONTAINED_BY);
      });
      assert.ok(past, "the next stop is past the header");
    });

    test(`${way.name}: ${kind.name} is used from the keyboard, and shows the focus`, async (t) => {
      const page = await visitKind(t, way, kind);
      await unfold(page);
      const wanted = await page.evaluate(() => {
        const usable = "a[href], button, input, select, textarea, summary, [tabindex]";
        const all = [...document.querySelectorAll(usable)].filter(
          (element) => element.checkVisibility({ visibilityProperty: true }) && element.tabIndex >= 0 && !element.disabled,
        );
        globalThis.unvisited = new Set(all);
        // Day, month, year and calendar of a date are stops of their own.
        const dates = all.filter((element) => element.type === "date");
        // Radio buttons with one name are one stop, at the one that is chosen.
        const passedOver = all.filter((element) => element.type === "radio" && !element.checked);
        return all.length + 3 * dates.length - passedOver.length;
      });
      const faults = new Set();
      for (let stop = 0; stop < wanted; stop += 1) {
        await page.keyboard.press("Tab");
        const fault = await page.evaluate(faultOfFocus);
        if (fault) faults.add(fault);
      }
      assert.deepEqual([...faults], []);
      const missed = await page.evaluate(() => [...globalThis.unvisited].map((element) => element.outerHTML));
      assert.deepEqual(missed, [], "never reached");
    });
  }
}

/** What is wrong with the way in which the focus shows, if anything. */
function faultOfFocus() {
  const at = document.activeElement;
  // Of several radio buttons with one name the Tab key goes to one; the arrows go to the rest.
  for (const element of globalThis.unvisited) {
    if (element === at || (element.type === "radio" && element.name === at.name)) globalThis.unvisited.delete(element);
  }
  const shown = at.closest(".choice") ?? at;
  const { outlineStyle, outlineWidth } = getComputedStyle(shown);
  if (outlineStyle === "none" || Number.parseFloat(outlineWidth) < 2) return `no outline: ${at.outerHTML}`;
  for (let element = shown; element; element = element.parentElement) {
    if (getComputedStyle(element).opacity === "0") return `transparent: ${at.outerHTML}`;
  }
  const box = shown.getBoundingClientRect();
  if (box.bottom <= 0 || box.top >= innerHeight) return `out of view: ${at.outerHTML}`;
  if (box.width < 2 || box.height < 2) return `too small to be seen: ${at.outerHTML}`;
  // Something that lies over all of it (a bar that sticks to the edge) would hide it.
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const over = document.elementsFromPoint(x, y)[0];
  const related = over && (shown.contains(over) || over.contains(shown));
  const inside = x >= 0 && x < innerWidth && y >= 0 && y < innerHeight;
  if (inside && over && !related && getComputedStyle(over).position !== "static") return `covered: ${at.outerHTML}`;
  return undefined;
}
