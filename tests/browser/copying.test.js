// The buttons put the address and the reference of the passage that was chosen on the clipboard.
// What is there is read by pasting it, as a reader would.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { untrusted, ways } from "./support/site.js";

const report = pageOf("report");

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

// From a disk, or from a host without TLS, a browser may refuse its clipboard interface; the older
// way must do then.
for (const way of [...ways, untrusted]) {
  for (const [name, { options, press }] of Object.entries(means)) {
    test(`${way.name}: the passage to cite is chosen and copied by ${name}`, async (t) => {
      const page = await visit(t, way, report, options);
      const passage = page.locator(".report-body > .passage:has(.passage-tools)").nth(2);
      const [id, number] = await choose(passage, press);

      await copy(page, "#cite-link", press);
      const link = await pasted(page);
      assert.ok(link.endsWith(`${report}#${id}`), link);
      assert.equal(link, `${way.base}${report}#${id}`);

      await copy(page, "#cite-plain", press);
      const reference = await pasted(page);
      assert.equal(reference, (await page.locator("#cite-plain").innerText()).trim());
      assert.ok(reference.includes(id) && reference.includes(` ${number} `), reference);

      for (const form of ["#cite-bibtex", "#cite-csl"]) {
        await press(page.locator(`details:has(${form}) > summary`));
        await copy(page, form, press);
        const text = await pasted(page);
        assert.equal(text, (await page.locator(form).textContent()).trim());
        assert.ok(text.includes(id), text);
      }
    });
  }

  test(`${way.name}: an address copied leads to its passage`, async (t) => {
    const page = await visit(t, way, report);
    await choose(page.locator(".report-body > .passage:has(.passage-tools)").nth(1), means.mouse.press);
    await copy(page, "#cite-link", means.mouse.press);
    await page.goto(new URL(await pasted(page), way.base).href);
    assert.ok(await page.locator(".passage:target").isVisible());
  });

  test(`${way.name}: a button says that it has copied, and then what it does`, async (t) => {
    const page = await visit(t, way, report);
    const button = page.locator('[data-copy="#cite-link"]');
    const label = await button.innerText();
    await button.click();
    await button.click();
    await button.filter({ hasText: await button.getAttribute("data-copied") }).waitFor();
    await button.filter({ hasText: label }).waitFor();
  });
}

/** Chooses a passage to cite, by its own tool, which comes with its number; gives id and number. */
async function choose(passage, press) {
  await press(passage.locator(".passage-number"));
  const tool = passage.locator("[data-cite]");
  await press(tool);
  return Promise.all(["data-cite", "data-number"].map((name) => tool.getAttribute(name)));
}

async function copy(page, what, press) {
  const button = page.locator(`[data-copy="${what}"]`);
  await press(button);
  await button.filter({ hasText: await button.getAttribute("data-copied") }).waitFor();
}

/** What the clipboard gives to a field of another page. */
async function pasted(page) {
  const blank = await page.context().newPage();
  await blank.setContent("<textarea></textarea>");
  const field = blank.locator("textarea");
  await field.focus();
  await field.press("ControlOrMeta+V");
  const text = await field.inputValue();
  await blank.close();
  return text;
}
