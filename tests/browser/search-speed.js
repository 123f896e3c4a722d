// How much a first query loads, and how soon its first results are there once the pieces of the index are: medians
// over queries taken from the archive itself. Run by hand, on a large archive: PUBLIC=folder node search-speed.js

import { closeSync, existsSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import { launch } from "./support/chromium.js";
import { folder, ways } from "./support/site.js";

/** The first rows of a table, which is in several files where it is long. */
function rows(table) {
  const path = ["", "-001"].map((part) => join(folder, `data/${table}${part}.jsonl`)).find((path) => existsSync(path));
  const file = openSync(path, "r");
  const bytes = Buffer.alloc(4_000_000);
  const length = readSync(file, bytes);
  closeSync(file);
  const lines = bytes.toString("utf8", 0, length).split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

const texts = rows("passages").map(({ text }) => text.match(/\p{L}{5,}/gu) ?? []).filter((words) => words.length > 12);
const names = rows("entities").map(({ name }) => name);
const every = (list, count) => Array.from({ length: count }, (_, at) => list[Math.floor((at * list.length) / count)]);
const swapped = (word) => word.slice(0, 2) + word[3] + word[2] + word.slice(4);

const kinds = {
  "a word": every(texts, 15).map((words) => words[3]),
  "three words": every(texts, 15).map((words) => words.slice(5, 8).join(" ")),
  "a name": every(names, 15),
  "a name misspelt": every(names, 15).map(swapped),
  "a word misspelt": every(texts, 15).map((words) => swapped(words[4])),
  "a phrase": every(texts, 15).map((words) => `"${words[2]}" ${words[7]}`),
  "a word and a filter": every(texts, 15).map((words) => `${words[6]}&language=fr`),
};

const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];
const browser = await launch();
console.log("| query | loaded, kB (most) | compressed, kB (most) | to first results, ms (most) |\n|---|---|---|---|");
for (const [kind, queries] of Object.entries(kinds)) {
  const measured = [];
  for (const query of queries) {
    // Anew each time, so that nothing is in a cache.
    const context = await browser.newContext();
    const page = await context.newPage();
    const [words, filters = ""] = query.split("&");
    await page.addInitScript(() => {
      addEventListener("DOMContentLoaded", () => {
        new MutationObserver((_, observer) => {
          if (!document.querySelector(".result-count")?.textContent) return;
          globalThis.answered = performance.now();
          observer.disconnect();
        }).observe(document.body, { childList: true, characterData: true, subtree: true });
      });
    });
    await page.goto(`${ways[1].base}search.html?q=${encodeURIComponent(words)}&${filters}`);
    await page.waitForFunction(() => globalThis.answered);
    measured.push(
      await page.evaluate(() => {
        const pieces = performance.getEntriesByType("resource").filter(({ name }) => /\/search\/[^/]*\.js/.test(name));
        const sum = (part) => pieces.reduce((sum, piece) => sum + piece[part], 0) / 1000;
        const last = Math.max(...pieces.map(({ responseEnd }) => responseEnd));
        return { loaded: sum("decodedBodySize"), packed: sum("encodedBodySize"), waited: globalThis.answered - last };
      }),
    );
    await context.close();
  }
  const told = ["loaded", "packed", "waited"].map((part) => {
    const all = measured.map((one) => one[part]);
    return `${median(all).toFixed(0)} (${Math.max(...all).toFixed(0)})`;
  });
  console.log(`| ${kind} | ${told.join(" | ")} |`);
}
await browser.close();
process.exit();
