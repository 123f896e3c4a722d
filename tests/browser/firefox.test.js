// Firefox does what Chromium does: search, previews, links to passages, and the pages' security policy.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { By, Key, until } from "selenium-webdriver";
import { launch } from "./support/firefox.js";
import { assertSilent, listen, open } from "./support/firefox-pages.js";
import { kinds, pageOf } from "./support/kinds.js";
import { queries, shown } from "./support/queries.js";
import { ways } from "./support/site.js";

const driver = await launch();
const browser = await listen(driver);
after(() => driver.quit());

const version = (await driver.getCapabilities()).get("browserVersion");
const one = (css) => driver.findElement(By.css(css));
const run = (look, ...args) => driver.executeScript(`return (${look})(...arguments)`, ...args);
const patience = 10_000;
const answers = new Map();

/** In the page: whether some of an element is inside the window. */
const isInView = (element) => {
  const { top, bottom } = element.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
};

for (const way of ways) {
  test(`Firefox, ${way.name}: every kind of page opens without a word, a stray request or a breach of its policy`, async () => {
    for (const kind of kinds.filter((kind) => !kind.leadsOn)) {
      await open(browser, way, kind.path);
      assert.notEqual(await driver.getTitle(), "", kind.name);
      await assertSilent(browser, way);
    }
  });

  test(`Firefox, ${way.name}: the policy lets in no script, style or request`, async () => {
    await open(browser, way, pageOf("report"));
    const before = await run(() => getComputedStyle(document.body).color);
    await run(() => {
      const script = document.createElement("script");
      script.textContent = "document.body.dataset.ran = 1";
      const style = document.createElement("style");
      style.textContent = "body { color: rgb(1, 2, 3) !important }";
      const picture = document.createElement("img");
      picture.src = "http://elsewhere.invalid/picture.png";
      document.body.append(script, style, picture);
    });
    await driver.wait(() => run(() => globalThis.breaches.length >= 3), patience);
    assert.equal(await run(() => document.body.dataset.ran ?? null), null);
    assert.equal(await run(() => getComputedStyle(document.body).color), before);
    const directives = await run(() => globalThis.breaches.map((breach) => breach.split(" ")[0].replace(/-elem$/, "")));
    assert.deepEqual(directives.sort(), ["img-src", "script-src", "style-src"]);
  });

  test(`Firefox, ${way.name}: ${queries.length} queries find first what they must`, async (t) => {
    const faults = [];
    const given = [];
    for (const { asked, address, fault } of queries) {
      await driver.get(`${way.base}search.html?${address}`);
      const found = await driver.wait(() => run(shown), patience, asked, 20);
      given.push([asked, ...found]);
      const wrong = fault(found);
      if (wrong) faults.push(`${asked}: ${wrong}`);
    }
    answers.set(way.name, given);
    assert.deepEqual(faults, []);
    t.diagnostic(`figure: search in Firefox ${version} over ${way.name}: ${queries.length} queries, all find first what they must`);
  });

  test(`Firefox, ${way.name}: words typed are found, and a result leads to its passage`, async () => {
    await open(browser, way, "search.html");
    await one('.search-form input[name="q"]').sendKeys("sous-munitions", Key.ENTER);
    const link = await driver.wait(until.elementLocated(By.css(".result a")), patience);
    const to = await link.getAttribute("href");
    await assertSilent(browser, way);
    await link.click();
    await driver.wait(until.urlIs(to), patience);
    assert.ok(await run(isInView, await one(".passage:target")));
  });

  test(`Firefox, ${way.name}: the address of a passage lights it`, async () => {
    await open(browser, way, pageOf("report"));
    const id = await run(() => [...document.querySelectorAll(".report-body > .passage")].at(-1).id);
    await open(browser, way, `${pageOf("report")}#${id}`);
    assert.ok(await run(isInView, await one(`[id="${id}"]`)));
    const paper = (css) => run((css) => getComputedStyle(document.querySelector(css)).backgroundColor, `${css} .passage-text`);
    assert.notEqual(await paper(`[id="${id}"]`), await paper(".report-body > .passage:not(:target)"));
    await assertSilent(browser, way);
  });

  test(`Firefox, ${way.name}: a link leads from an event to a passage of a report`, async () => {
    await open(browser, way, pageOf("event"));
    const link = await one(".telling .passage-number");
    const to = await run((link) => link.href, link);
    await run((link) => link.scrollIntoView({ block: "center" }), link);
    await link.click();
    await driver.wait(until.urlIs(to), patience);
    assert.ok(await run(isInView, await one(".passage:target")));
  });

  test(`Firefox, ${way.name}: a name shows its card to a mouse that rests and to the focus`, async () => {
    await open(browser, way, pageOf("report"));
    const name = await one(".report-body [data-card]");
    const to = await run((name) => name.href, name);
    await run((name) => name.scrollIntoView({ block: "center" }), name);
    const preview = await one(".preview");
    await driver.actions({ async: true }).move({ origin: name }).perform();
    await driver.wait(until.elementIsVisible(preview), patience);
    assert.equal(await run((preview) => preview.querySelector("a").href, preview), to);
    await driver.actions({ async: true }).move({ x: 2, y: 2 }).perform();
    await driver.wait(until.elementIsNotVisible(preview), patience);
    await run((name) => name.focus(), name);
    await driver.wait(until.elementIsVisible(preview), patience);
    await driver.actions().sendKeys(Key.ESCAPE).perform();
    await driver.wait(until.elementIsNotVisible(preview), patience);
    await assertSilent(browser, way);
  });
}

test("Firefox: the answers are the same from a disk as over HTTP, in the same order", () => {
  const [disk, http] = ways.map((way) => answers.get(way.name));
  assert.deepEqual(disk, http);
});
