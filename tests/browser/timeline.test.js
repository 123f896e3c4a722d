// The timeline is zoomed from years to months to days and back, by mouse, keyboard and touch; without the
// script every scale is there.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, inView, phone, visit } from "./support/browser.js";
import { ways } from "./support/site.js";

const path = "timeline.html";

const means = {
  mouse: { options: desktop, press: (element) => element.click() },
  keyboard: {
    options: desktop,
    press: async (element) => {
      await element.focus();
      await element.press("Enter");
    },
  },
  touch: { options: phone, press: (element) => element.tap() },
};

for (const way of ways) {
  for (const [name, { options, press }] of Object.entries(means)) {
    test(`${way.name}: bars lead from years to months to days by ${name}, and Back returns`, async (t) => {
      const page = await visit(t, way, path, options);
      assert.equal(await scale(page), "years");
      const [year] = await fullest(page, ".zoom-years .axis a");
      await press(page.locator(`.zoom-years .axis a[href="${year}"]`));
      await shows(page, "months", year);
      const [month] = await fullest(page, `[id="${year.slice(1)}"] > .zoom-own .axis a`);
      await press(page.locator(`[id="${year.slice(1)}"] > .zoom-own .axis a[href="${month}"]`));
      await shows(page, "days", month);
      const [day] = await fullest(page, `[id="${month.slice(1)}"] .axis a`);
      await press(page.locator(`[id="${month.slice(1)}"] .axis a[href="${day}"]`));
      await page.waitForURL((url) => url.hash === day);
      assert.equal(await scale(page), "days");
      assert.ok(await inView(page.locator(`[id="${day.slice(1)}"]`)));
      await page.goBack();
      await page.goBack();
      await shows(page, "months", year);
    });

    test(`${way.name}: the scale is chosen, and its neighbours turned to, by ${name}`, async (t) => {
      const page = await visit(t, way, path, options);
      const choose = async (value) => {
        if (name === "keyboard") {
          await page.locator(".scale input:checked").focus();
          while ((await scale(page)) !== value) await page.keyboard.press("ArrowRight");
        } else await press(page.locator(`.scale .choice:has([value="${value}"])`));
      };
      for (const value of ["months", "days"]) {
        await choose(value);
        const there = new URL(page.url()).hash;
        await shows(page, value, there);
        const turns = page.locator(".scale button:visible");
        assert.ok((await turns.count()) > 0);
        await press(turns.first());
        const next = new URL(page.url()).hash;
        assert.notEqual(next, there);
        await shows(page, value, next);
      }
      await choose("years");
      await shows(page, "years", "#years");
    });
  }

  test(`${way.name}: an address opens its scale`, async (t) => {
    const list = await visit(t, way, path, { javaScriptEnabled: false });
    const ids = await list.locator(".zoom-month").evaluateAll((all) => all.map((month) => month.id));
    const page = await visit(t, way, `${path}#${ids.at(-1)}`);
    await shows(page, "days", `#${ids.at(-1)}`);
    assert.ok(await inView(page.locator(`[id="${ids.at(-1)}"] h3`)));
  });

  test(`${way.name}: without the script every scale stands below the other, and every bar leads down`, async (t) => {
    const page = await visit(t, way, path, { javaScriptEnabled: false });
    assert.ok(await page.locator(".scale").isHidden());
    for (const axis of [".zoom-years", ".zoom-year > .zoom-own", ".zoom-month"]) {
      assert.ok(await page.locator(`${axis} .axis`).first().isVisible(), axis);
    }
    const dead = await page.locator(".axis a").evaluateAll((links) =>
      links.map((link) => link.getAttribute("href")).filter((href) => !document.getElementById(href.slice(1))),
    );
    assert.deepEqual(dead, []);
  });
}

const scale = (page) => page.locator(".scale input:checked").getAttribute("value");

/** The scale is chosen, its section has its axis, and no axis of another scale shows. */
async function shows(page, value, hash) {
  await page.waitForURL((url) => url.hash === hash);
  await page.waitForFunction((value) => document.querySelector(".scale input:checked").value === value, value);
  const axes = { years: ".zoom-years", months: ".zoom-own", days: ".zoom-month" };
  for (const [other, within] of Object.entries(axes)) {
    const visible = await page.locator(`${within} .axis:visible`).count();
    // Where nothing is known more closely than by its year or month, there is nothing to draw.
    const own = { years: ".zoom-years", months: `[id="${hash.slice(1)}"] > .zoom-own`, days: `[id="${hash.slice(1)}"]` }[value];
    const drawn = await page.locator(`${own} .axis`).count();
    assert.equal(visible, other === value ? drawn : 0, `axes of ${other}`);
  }
}

/** Where the links of an axis lead, the one that says most first. */
const fullest = (page, links) =>
  page.locator(links).evaluateAll((all) => {
    const weight = (link) => Math.max(...[...link.querySelectorAll("rect:not(.axis-hit)")].map((bar) => Number(bar.getAttribute("height"))));
    return all.sort((a, b) => weight(b) - weight(a)).map((link) => link.getAttribute("href"));
  });
