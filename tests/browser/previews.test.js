// A name shows the card of its entity: to a mouse that rests, to the focus, to a first tap. So do dates, passages and
// figures, on every page that has them.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, inView, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const report = pageOf("report");
const others = {
  event: [".telling .mention", ".telling .date", ".claims .snippet"],
  entity: [".concordance .passage-link"],
};

for (const way of ways) {
  test(`${way.name}: a card comes when the mouse rests on a name, stays under it, and goes`, async (t) => {
    const { page, mention, preview } = await open(t, way, desktop);
    await mention.hover();
    await assertShown(mention, preview);
    await preview.hover();
    // Longer than the card waits before it goes.
    await page.waitForTimeout(600);
    assert.ok(await preview.isVisible(), "the mouse may enter the card");
    await page.mouse.move(2, 2);
    await preview.waitFor({ state: "hidden" });
  });

  test(`${way.name}: a mouse that only passes shows no card`, async (t) => {
    const { page, mention, preview } = await open(t, way, desktop);
    await mention.hover();
    await page.mouse.move(2, 2);
    await page.waitForTimeout(600);
    assert.ok(await preview.isHidden());
  });

  test(`${way.name}: a card comes with the focus, and Escape sends it away`, async (t) => {
    const { page, mention, preview } = await open(t, way, desktop);
    await tabTo(page, mention);
    await assertShown(mention, preview);
    assert.equal(await mention.getAttribute("aria-describedby"), await preview.getAttribute("id"));
    await page.keyboard.press("Escape");
    assert.ok(await preview.isHidden());
    assert.ok(await mention.evaluate((element) => element === document.activeElement));
    assert.equal(await mention.getAttribute("aria-describedby"), null);
  });

  test(`${way.name}: a date says on focus what it was resolved to`, async (t) => {
    const { page, preview } = await open(t, way, desktop);
    const date = page.locator(".report-body .date[data-why]").first();
    await date.scrollIntoViewIfNeeded();
    await tabTo(page, date);
    await preview.waitFor();
    assert.ok(await inView(preview));
    assert.equal((await preview.innerText()).trim(), await date.getAttribute("data-why"));
    await page.keyboard.press("Escape");
    assert.ok(await preview.isHidden());
  });

  for (const [kind, selectors] of Object.entries(others)) {
    for (const selector of selectors) {
      test(`${way.name}: on the page of an ${kind}, ${selector} shows a card too`, async (t) => {
        const page = await visit(t, way, pageOf(kind), desktop);
        const preview = page.locator(".preview");
        const mark = page.locator(selector).first();
        await mark.scrollIntoViewIfNeeded();
        await mark.hover();
        await preview.waitFor();
        assert.ok(await inView(preview));
        const said = await mark.evaluate(({ dataset }) => [dataset.head, dataset.why].filter(Boolean));
        assert.ok(said.length > 0);
        const shown = await preview.innerText();
        for (const part of said) assert.ok(shown.includes(part), `${part} in ${shown}`);
      });
    }
  }

  test(`${way.name}: Enter on a name follows it`, async (t) => {
    const { page, mention } = await open(t, way, desktop);
    const to = await mention.evaluate((link) => link.href);
    await tabTo(page, mention);
    await page.keyboard.press("Enter");
    await page.waitForURL(to);
  });

  test(`${way.name}: a first tap shows the card, a second follows the name`, async (t) => {
    const { page, mention, preview } = await open(t, way, phone);
    const [here, to] = [page.url(), await mention.evaluate((link) => link.href)];
    await mention.tap();
    await assertShown(mention, preview);
    assert.equal(page.url(), here);
    await mention.tap();
    await page.waitForURL(to);
  });

  test(`${way.name}: a tap on the card follows it, a tap elsewhere sends it away`, async (t) => {
    const { page, mention, preview } = await open(t, way, phone);
    const to = await mention.evaluate((link) => link.href);
    await mention.tap();
    await assertShown(mention, preview);
    // The margin of the page: any of the words may have a card of its own.
    await page.touchscreen.tap(3, 3);
    await preview.waitFor({ state: "hidden" });
    await mention.tap();
    await preview.locator("a").first().tap();
    await page.waitForURL(to);
  });

  test(`${way.name}: a tap on another name shows its card instead`, async (t) => {
    const { page, mention, preview } = await open(t, way, phone);
    const others = page.locator(`.report-body [data-card]:not([href="${await mention.getAttribute("href")}"])`);
    await mention.tap();
    await assertShown(mention, preview);
    // The card may lie over the name next to its own: the first that a finger can reach will do.
    const card = await preview.boundingBox();
    let other;
    for (const name of await others.all()) {
      const box = await name.boundingBox();
      other = name;
      if (box && (box.y >= card.y + card.height || box.y + box.height <= card.y)) break;
    }
    await other.tap();
    // Longer than the first card would have waited before it went.
    await page.waitForTimeout(600);
    await assertShown(other, preview);
  });

  test(`${way.name}: a card stays inside the window, wherever its name stands`, async (t) => {
    const page = await visit(t, way, report, phone);
    const preview = page.locator(".preview");
    for (const mention of (await page.locator(".report-body [data-card]").all()).slice(0, 12)) {
      await mention.tap();
      await preview.waitFor();
      const box = await preview.evaluate((element) => element.getBoundingClientRect().toJSON());
      assert.ok(box.left >= 0 && box.right <= phone.viewport.width, JSON.stringify(box));
      await mention.blur();
      await preview.waitFor({ state: "hidden" });
    }
  });
}

async function open(t, way, options) {
  const page = await visit(t, way, report, options);
  const mention = page.locator(".report-body [data-card]").first();
  await mention.scrollIntoViewIfNeeded();
  return { page, mention, preview: page.locator(".preview") };
}

/** The card is there, in view, and the one of the entity that the mention links to. */
async function assertShown(mention, preview) {
  await preview.waitFor();
  assert.ok(await inView(preview));
  const link = preview.locator("a").first();
  assert.equal(await link.evaluate((link) => link.href), await mention.evaluate((link) => link.href));
  assert.notEqual((await preview.innerText()).trim(), "");
}

/** Goes to an element with the Tab key, as the keyboard's owner would, from just before it. */
async function tabTo(page, element) {
  await element.evaluate((element) => {
    const focusable = [...document.querySelectorAll('a[href], button:not([hidden]), [tabindex="0"]')];
    focusable[focusable.indexOf(element) - 1].focus();
  });
  await page.keyboard.press("Tab");
  assert.ok(await element.evaluate((element) => element === document.activeElement));
}
