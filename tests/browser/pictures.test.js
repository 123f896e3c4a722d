// Makes a picture of every kind of page at three widths, light and dark, for people to look at (into PICTURES,
// or tests/browser/pictures), and compares each with what it looked like when somebody last looked: a small
// picture in references/. ARCHIVE_UPDATE=1 makes these anew.

import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { visit, visitKind } from "./support/browser.js";
import { kinds } from "./support/kinds.js";
import { difference, reduced, small } from "./support/pictures.js";
import { ways } from "./support/site.js";

const folder = resolve(process.env.PICTURES ?? join(import.meta.dirname, "pictures"));
const references = join(import.meta.dirname, "references");
const isUpdate = Boolean(process.env.ARCHIVE_UPDATE);
mkdirSync(folder, { recursive: true });

// What is further down is like what is above it.
const highest = 6000;
// The share of a small picture that may look otherwise.
const tolerance = 0.02;

/** How wide words are in the fonts of the pages: with other fonts every line breaks elsewhere. */
const measured = (page) =>
  page.evaluate(() => {
    const pen = document.createElement("canvas").getContext("2d");
    const styles = [document.body, document.querySelector("h1"), document.querySelector("nav")].map(getComputedStyle);
    return styles.map(({ fontFamily, fontWeight }) => {
      pen.font = `${fontWeight} 100px ${fontFamily}`;
      return Math.round(pen.measureText("Il Mio fjord, 0123 – wagtail").width);
    });
  });

const fonts = join(references, "fonts.json");
let areOurFonts = true;

test("the fonts of this machine are those of the references", async (t) => {
  const page = await visit(t, ways[0], "about.html");
  const widths = await measured(page);
  if (isUpdate) writeFileSync(fonts, `${JSON.stringify(widths)}\n`);
  areOurFonts = JSON.stringify(JSON.parse(readFileSync(fonts, "utf8"))) === JSON.stringify(widths);
  if (!areOurFonts) t.skip("other fonts: the pictures are made, but not compared");
});

let worst = 0;

for (const kind of kinds) {
  test(`${kind.name} looks as it did, at every width, light and dark`, async (t) => {
    const page = await visitKind(t, ways[0], kind);
    // A picture of the whole page makes the window as high as the page: what fills the window would grow with it.
    await page.evaluate(() => {
      for (const part of document.querySelectorAll(".page")) part.style.minBlockSize = "auto";
    });
    const faults = [];
    for (const width of [360, 768, 1440]) {
      await page.setViewportSize({ width, height: 900 });
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        const name = `${kind.name.replaceAll(/[^a-z]+/g, "-").replace(/-$/, "")}-${width}-${colorScheme}.png`;
        const path = join(folder, name);
        const clip = { x: 0, y: 0, width, height: Math.min(height, highest) };
        const now = reduced(await page.screenshot({ path, fullPage: true, clip }));
        assert.ok(statSync(path).size > 0);
        const reference = join(references, name);
        if (isUpdate) writeFileSync(reference, small(now));
        if (!areOurFonts) continue;
        assert.ok(existsSync(reference), `${name} has no reference: ARCHIVE_UPDATE=1 makes it`);
        const share = difference(now, readFileSync(reference));
        worst = Math.max(worst, share);
        if (share > tolerance) faults.push(`${name}: ${(share * 100).toFixed(1)} % look otherwise`);
      }
    }
    assert.deepEqual(faults, [], "look at the pictures; if they are as they should be, ARCHIVE_UPDATE=1 keeps them");
  });
}

test("all pictures are within the tolerance", (t) => {
  if (!areOurFonts) return t.skip("other fonts");
  assert.ok(worst <= tolerance);
  const share = (part) => `${(part * 100).toFixed(1)} %`;
  t.diagnostic(`figure: pictures: ${kinds.length * 6} compared, at most ${share(worst)} of one looks otherwise (may be ${share(tolerance)})`);
});
