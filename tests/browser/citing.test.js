// The control of a passage: a link to it, its words with their reference, and a link to the words selected
// in it, by mouse, keyboard and touch.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, inView, phone, visit } from "./support/browser.js";
import { pageOf } from "./support/kinds.js";
import { ways } from "./support/site.js";

const report = pageOf("report");
const passages = ".report-body > .passage:has([data-cite])";

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
    test(`${way.name}: a passage's link and words are copied from its own control by ${name}`, async (t) => {
      const page = await visit(t, way, report, options);
      const passage = page.locator(passages).nth(2);
      const control = passage.locator("[data-cite]");
      assert.ok(await seen(control), "the control shows itself before it is asked for");
      const id = await passage.getAttribute("id");
      await press(control);
      assert.equal(await control.getAttribute("aria-expanded"), "true");
      const menu = page.locator(".passage-menu");
      assert.ok(await inView(menu));

      await press(menu.locator("[data-make=link]"));
      assert.ok((await pasted(page)).endsWith(`${report}#${id}`));
      await page.locator("[role=status]").filter({ hasText: await menu.getAttribute("data-copied") }).waitFor({ state: "attached" });

      await press(menu.locator("[data-make=quotation]"));
      const words = plain(await passage.locator(".passage-text").textContent());
      const quotation = plain(await pasted(page));
      assert.ok(quotation.includes(words), quotation);
      // The address at its end is whole, on a disk too.
      assert.ok(quotation.endsWith(`${way.base}${report}#${id}`), quotation);
      assert.ok(quotation.includes(plain(await page.locator("h1").textContent())));
      assert.ok(await menu.locator("[data-make=selection]").isHidden(), "nothing is selected");

      await page.keyboard.press("Escape");
      assert.equal(await menu.count(), 0);
      assert.equal(await control.getAttribute("aria-expanded"), "false");
    });
  }

  test(`${way.name}: words selected in a passage have an address of their own`, async (t) => {
    const page = await visit(t, way, report);
    const passage = page.locator(passages).nth(1);
    const id = await passage.getAttribute("id");
    const wanted = await select(passage.locator(".passage-text"), 2, 6);
    await passage.locator("[data-cite]").click();
    await page.locator("[data-make=selection]").click();
    const link = await pasted(page);
    const [, directive] = link.split(`#${id}:~:text=`);
    assert.ok(directive, link);
    const exact = directive.split(",").filter((part) => !part.endsWith("-") && !part.startsWith("-"));
    assert.equal(plain(decodeURIComponent(exact[0])), wanted);

    await page.goto(new URL(link, way.base).href);
    const target = page.locator(`[id="${id}"]`);
    // Where the browser finds the words, they are its target; elsewhere their passage is.
    assert.ok(await target.evaluate((element) => element.matches(":is(:target, :has(:target))")));
    assert.ok(await inView(target));
  });

  test(`${way.name}: a long selection is named by its beginning and its end`, async (t) => {
    const page = await visit(t, way, report);
    const passage = page.locator(passages).nth(1);
    const wanted = await select(passage.locator(".passage-text"), 0, 30);
    await passage.locator("[data-cite]").click();
    await page.locator("[data-make=selection]").click();
    const [, directive] = (await pasted(page)).split(":~:text=");
    const [first, last] = directive.split(",").filter((part) => !part.endsWith("-") && !part.startsWith("-"));
    assert.ok(wanted.startsWith(plain(decodeURIComponent(first))));
    assert.ok(wanted.endsWith(plain(decodeURIComponent(last))));
  });

  test(`${way.name}: the passage that an address leads to is announced`, async (t) => {
    const page = await visit(t, way, report);
    const control = page.locator(`${passages} [data-cite]`).nth(3);
    const [id, number] = await Promise.all(["data-cite", "data-number"].map((name) => control.getAttribute(name)));
    await page.locator(`[id="${id}"] > .passage-number`).click();
    const status = page.locator("[role=status]");
    await status.filter({ hasText: number }).waitFor({ state: "attached" });
    assert.equal(await status.evaluate((element) => element.getAttribute("aria-live") !== "off"), true);
  });

  test(`${way.name}: citations are there in three forms, of the passage and of the whole report`, async (t) => {
    const page = await visit(t, way, report, { javaScriptEnabled: false });
    const title = plain(await page.locator("h1").textContent());
    const id = await page.locator("#cite [data-cite-id]").first().textContent();
    for (const [prefix, ofPassage] of [["cite", true], ["cite-report", false]]) {
      const text = async (form) => plain(await page.locator(`#${prefix}-${form}`).textContent());
      assert.ok((await text("plain")).includes(title));
      const bibtex = await page.locator(`#${prefix}-bibtex`).textContent();
      assert.match(bibtex, /^@(article|misc)\{[\w.:-]+,\n/);
      assert.equal(balance(bibtex), 0, bibtex);
      const [csl] = JSON.parse(await page.locator(`#${prefix}-csl`).textContent());
      assert.equal(plain(csl.title), title);
      for (const form of ["plain", "bibtex", "csl"]) {
        assert.equal((await text(form)).includes(id), ofPassage, `${prefix}-${form}`);
      }
    }
  });
}

/** Whether an element shows and is not transparent. */
const seen = (element) =>
  element.evaluate((element) => {
    for (let at = element; at; at = at.parentElement) if (Number(getComputedStyle(at).opacity) < 0.5) return false;
    return element.checkVisibility({ visibilityProperty: true });
  });

/** Selects the words of a text from one place to another, as dragging over them does; gives them. */
async function select(text, from, to) {
  const chosen = await text.evaluate(
    (element, [from, to]) => {
      const words = [...element.textContent.matchAll(/[\p{L}\p{N}]+/gu)];
      const [first, last] = [words[from], words[Math.min(to, words.length - 1)]];
      const place = (offset) => {
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        let before = 0;
        while (walker.nextNode()) {
          const { length } = walker.currentNode.data;
          if (before + length >= offset) return [walker.currentNode, offset - before];
          before += length;
        }
        throw new Error("beyond the text");
      };
      const range = document.createRange();
      range.setStart(...place(first.index));
      range.setEnd(...place(last.index + last[0].length));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      return range.toString();
    },
    [from, to],
  );
  return plain(chosen);
}

/** Braces that open, less those that close; one behind a backslash does neither. */
const balance = (text) =>
  [...text.replaceAll(/\\[{}]/g, "")].reduce((open, c) => open + (c === "{" ? 1 : c === "}" ? -1 : 0), 0);

const plain = (text) => text.replaceAll(/\s+/g, " ").trim();

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
