// axe-core finds nothing against WCAG 2.x A and AA and its best practice, in both themes, at the width
// of a desk and of a phone, with everything unfolded.

import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "axe-core";
import { desktop, phone, unfold, visitKind } from "./support/browser.js";
import { kinds } from "./support/kinds.js";
import { ways } from "./support/site.js";

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

let looks = 0;
let found = 0;

for (const way of ways) {
  for (const kind of kinds) {
    for (const [device, options] of Object.entries({ desktop, phone })) {
      test(`${way.name}, ${device}: ${kind.name} is accessible, light and dark`, async (t) => {
        const page = await visitKind(t, way, kind, { ...options, colorScheme: "light" });
        // By way of the debugger, because the policy of the page lets in no script but its own.
        const session = await page.context().newCDPSession(page);
        await session.send("Runtime.evaluate", { expression: axe.source });
        await unfold(page);
        for (const colorScheme of ["light", "dark"]) {
          await page.emulateMedia({ colorScheme });
          const broken = await violations(page);
          looks += 1;
          found += broken.length;
          assert.deepEqual(broken, [], colorScheme);
        }
      });
    }
  }
}

test("axe-core has looked at everything", (t) => {
  t.diagnostic(`figure: axe-core: ${kinds.length} kinds of page, ${looks} looks (light and dark, desk and phone), ${found} violations`);
  assert.equal(looks, ways.length * kinds.length * 4);
  assert.equal(found, 0);
});

/** Each rule that is broken, and the elements that break it. */
const violations = (page) =>
  page.evaluate(async (tags) => {
    // Preloading, axe would ask for the style sheets once more, which the policy of the pages forbids.
    const { violations } = await axe.run(document, { runOnly: tags, preload: false, resultTypes: ["violations"] });
    return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html).join("\n")}`);
  }, tags);
