// Every query of the list finds first what it must, and the same from a disk as over HTTP.

import assert from "node:assert/strict";
import { test } from "node:test";
import { visit } from "./support/browser.js";
import { queries, shown } from "./support/queries.js";
import { ways } from "./support/site.js";

const answers = new Map();

for (const way of ways) {
  test(`${way.name}: ${queries.length} queries find first what they must`, async (t) => {
    const page = await visit(t, way, "search.html");
    const faults = [];
    const given = [];
    for (const { asked, address, fault } of queries) {
      await page.goto(`${way.base}search.html?${address}`);
      const found = await (await page.waitForFunction(shown)).jsonValue();
      given.push([asked, ...found]);
      const wrong = fault(found);
      if (wrong) faults.push(`${asked}: ${wrong}`);
    }
    answers.set(way.name, given);
    assert.deepEqual(faults, []);
    t.diagnostic(`figure: search over ${way.name}: ${queries.length} queries, all find first what they must`);
  });
}

test("the answers are the same from a disk as over HTTP, in the same order", () => {
  const [disk, http] = ways.map((way) => answers.get(way.name));
  assert.deepEqual(disk, http);
});
