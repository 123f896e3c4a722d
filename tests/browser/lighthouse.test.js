// Lighthouse on the pages that readers meet first: the median of five runs.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import lighthouse from "lighthouse";
import puppeteer from "puppeteer-core";
import { chromium } from "./support/chromium.js";
import { pageOf } from "./support/kinds.js";
import { address, ways } from "./support/site.js";

const runs = 5;
const least = { performance: 95, accessibility: 100, "best-practices": 100, seo: 100 };

const browser = await puppeteer.launch({
  executablePath: chromium,
  args: process.getuid?.() === 0 ? ["--no-sandbox"] : [],
});
after(() => browser.close());

const http = ways.find((way) => way.name === "http");

for (const kind of ["report", "event", "home"]) {
  test(`Lighthouse is content with ${kind}`, async (t) => {
    const scores = Object.fromEntries(Object.keys(least).map((category) => [category, []]));
    const faults = new Set();
    for (let run = 0; run < runs; run += 1) {
      const page = await browser.newPage();
      // Lighthouse asks for robots.txt in the name of the page, whose policy forbids it any request.
      await page.setBypassCSP(true);
      const flags = { logLevel: "error", onlyCategories: Object.keys(least), disableFullPageScreenshot: true };
      const { lhr } = await lighthouse(address(http, pageOf(kind)), flags, undefined, page);
      await page.close();
      for (const category of Object.keys(least)) {
        scores[category].push(Math.round(lhr.categories[category].score * 100));
        for (const { id, weight } of lhr.categories[category].auditRefs) {
          const { score, displayValue = "" } = lhr.audits[id];
          if (weight > 0 && score !== null && score < 0.9) faults.add(`${category}: ${id} ${displayValue}`);
        }
      }
    }
    const medians = Object.entries(scores).map(([category, all]) => [category, all.sort((a, b) => a - b)[runs >> 1]]);
    const told = medians.map(([category, median]) => `${category} ${median}`).join(", ");
    for (const [category, median] of medians) {
      assert.ok(median >= least[category], `${told}; ${[...faults].join("; ")}`);
    }
    t.diagnostic(`figure: Lighthouse, ${kind}, median of ${runs}: ${told}`);
  });
}
