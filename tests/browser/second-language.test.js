// The search page of a second language: it finds what the first finds, says it in its own words, and its results lie
// in its own pages.

import assert from "node:assert/strict";
import { test } from "node:test";
import { lookAt } from "./support/program.js";

lookAt("directions");
const { visit } = await import("./support/browser.js");
const { pages, ways } = await import("./support/site.js");

const prefixes = ["fr/", "ar/"].filter((prefix) => pages.includes(`${prefix}search.html`));

/** Asks, and gives the addresses of the results below the folder of the page's language. */
async function found(t, way, prefix, words) {
  const page = await visit(t, way, `${prefix}search.html`);
  await page.locator('.search-form input[name="q"]').fill(words);
  await page.keyboard.press("Enter");
  await page.locator(".result a").first().waitFor();
  const base = `${way.base}${prefix}`;
  const links = await page.locator(".result a").evaluateAll((all) => all.map((link) => link.href));
  for (const link of links) assert.ok(link.startsWith(`${base}reports/`), link);
  return { page, links: links.map((link) => link.slice(base.length).replace(/\?[^#]*/, "")) };
}

test("the archive has pages in further languages", () => assert.deepEqual(prefixes, ["fr/", "ar/"]));

for (const way of ways) {
  for (const prefix of prefixes) {
    for (const words of ["bridge", "pont", "جسر", "הגשר", "Selma Haddad"]) {
      test(`${way.name}: ${prefix} finds ${words} as the first language does, on its own pages`, async (t) => {
        const { page, links } = await found(t, way, prefix, words);
        const first = await found(t, way, "", words);
        assert.deepEqual(links, first.links);
        const [, id] = links[0].split("#");
        await page.locator(".result a").first().click();
        await page.waitForURL((url) => url.hash === `#${id}` && url.pathname.includes(`/${prefix}reports/`));
        assert.ok(await page.locator(`.passage:target, .passage:has(:target)`).first().isVisible());
        assert.equal(await page.locator("html").getAttribute("lang"), prefix.slice(0, -1));
      });
    }
  }

  test(`${way.name}: what was found is said in the language of the page`, async (t) => {
    const said = async (prefix) => {
      const { page } = await found(t, way, prefix, "Lormel");
      return page.locator(".result-count").textContent();
    };
    assert.notEqual(await said("fr/"), await said(""));
  });
}
