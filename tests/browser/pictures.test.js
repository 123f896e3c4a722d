// Makes a picture of every kind of page at three widths, light and dark, for people to look at:
// into PICTURES, or tests/browser/pictures.

import assert from "node:assert/strict";
import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { visitKind } from "./support/browser.js";
import { kinds } from "./support/kinds.js";
import { ways } from "./support/site.js";

const folder = resolve(process.env.PICTURES ?? join(import.meta.dirname, "pictures"));
mkdirSync(folder, { recursive: true });

// What is further down is like what is above it.
const highest = 6000;

for (const kind of kinds) {
  test(`a picture of ${kind.name}, at every width, light and dark`, async (t) => {
    const page = await visitKind(t, ways[0], kind);
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const name = `${kind.name.replaceAll(/[^a-z]+/g, "-").replace(/-$/, "")}-${width}-${colorScheme}.png`;
        const path = join(folder, name);
        await page.screenshot({ path, fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, highest) } });
        assert.ok(statSync(path).size > 0);
      }
    }
  });
}
