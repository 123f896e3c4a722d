// An archive of texts in both directions, with pages in three languages, one of them written from right to left: valid,
// accessible, nothing beside the page, and every passage in the language and direction of its text.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import axe from "axe-core";
import { lookAt } from "./support/program.js";

lookAt("directions");
const { desktop, phone, unfold, visit } = await import("./support/browser.js");
const { folder, pages, read, ways } = await import("./support/site.js");

const [, http] = ways;
const looked = pages.filter((path) => !path.endsWith("404.html"));
const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

test("every page is valid HTML", () => {
  const checker = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
  const args = ["-jar", checker, "--errors-only", "--format", "json", ...pages];
  const { stderr, error } = spawnSync("java", args, { cwd: folder, encoding: "utf8", maxBuffer: 64e6 });
  assert.equal(error, undefined, "java runs");
  const { messages } = JSON.parse(stderr);
  assert.deepEqual(messages.map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`), []);
});

for (const [device, options] of Object.entries({ desktop, phone })) {
  test(`${device}: every page is accessible, and nothing stands beside it`, async (t) => {
    const page = await visit(t, http, "index.html", options);
    for (const path of looked) {
      await page.goto(new URL(path, http.base).href);
      const session = await page.context().newCDPSession(page);
      await session.send("Runtime.evaluate", { expression: axe.source });
      await unfold(page);
      const broken = await page.evaluate(async (tags) => {
        const { violations } = await axe.run(document, { runOnly: tags, preload: false, resultTypes: ["violations"] });
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join("\n")}`);
      }, tags);
      assert.deepEqual(broken, [], path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
      assert.deepEqual(await outside(page), [], path);
    }
  });
}

test("passages are in the language and direction of their text, whatever that of the page", async (t) => {
  const folders = { "": "ltr", "fr/": "ltr", "ar/": "rtl" };
  const own = { ar: "rtl", he: "rtl", en: "ltr", fr: "ltr" };
  for (const [prefix, direction] of Object.entries(folders)) {
    const reports = looked.filter((path) => path.startsWith(`${prefix}reports/`));
    assert.equal(reports.length, 4);
    const seen = new Set();
    const page = await visit(t, http, `${prefix}index.html`);
    for (const path of reports) {
      await page.goto(new URL(path, http.base).href);
      assert.equal(await page.evaluate(() => getComputedStyle(document.body).direction), direction);
      const texts = await page.locator(".passage-text").evaluateAll((all) =>
        all.map((text) => [text.closest("[lang]").lang, getComputedStyle(text).direction]),
      );
      for (const [lang, way] of texts) {
        seen.add(lang);
        assert.equal(way, own[lang], `${path}: ${lang}`);
      }
    }
    assert.deepEqual([...seen].sort(), ["ar", "en", "fr", "he"], prefix);
  }
});

test("a reference to a text of the other direction keeps its parts together", () => {
  const [report] = looked.filter((path) => path.startsWith("reports/") && read(path).includes("سلمى"));
  assert.match(read(report), /\u2068[^\u2069]*\u2069/);
});

/** Words of drawings that stand outside them. */
const outside = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("svg text")]
      .filter((text) => text.getClientRects().length)
      .filter((text) => {
        const box = text.getBoundingClientRect();
        // A drawing may be wider than its page, and is scrolled then.
        const frame = text.farthestViewportElement.getBoundingClientRect();
        return box.left < frame.left - 1 || box.right > frame.right + 1;
      })
      .map((text) => text.textContent),
  );
