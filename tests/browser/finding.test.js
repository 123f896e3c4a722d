// What helps to find one's way: where a page stands, its neighbours, an index by letter, maps, cards for what
// links lead to; and what readers ask of their system: more contrast, paper, no motion.

import assert from "node:assert/strict";
import { test } from "node:test";
import { desktop, inView, phone, visit } from "./support/browser.js";
import { kinds, pageOf } from "./support/kinds.js";
import { pages, read, ways } from "./support/site.js";

const [way] = ways;
const withMap = pages.find((path) => path.startsWith("entities/") && /class="?map["\s>]/.test(read(path)));

test("every page but the first says where it stands", async (t) => {
  for (const { name, path, leadsOn } of kinds) {
    if (leadsOn) continue;
    const page = await visit(t, way, path, { javaScriptEnabled: false });
    const trail = await page.locator(".trail a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    assert.equal(trail.length > 0, name !== "home", name);
    if (trail.length) assert.ok(trail[0].endsWith("index.html"), name);
  }
});

test("reports and events lead to their neighbours in time, and back", async (t) => {
  for (const kind of ["report", "event"]) {
    const page = await visit(t, way, pageOf(kind));
    const start = page.url();
    const turn = page.locator(".report-turn").first();
    const [rel, back] = (await turn.locator('[rel="next"]').count()) ? ["next", "prev"] : ["prev", "next"];
    await turn.locator(`[rel="${rel}"]`).click();
    await page.waitForURL((url) => url.href !== start);
    await page.locator(".report-turn").first().locator(`[rel="${back}"]`).click();
    await page.waitForURL(start);
  }
});

test("the index has every name under its letter", async (t) => {
  const page = await visit(t, way, "names.html");
  const all = await visit(t, way, "entities.html");
  const count = (page) => page.locator(".entry").count();
  assert.equal(await count(page), await count(all));
  const wrong = await page.locator(".zoom-level").evaluateAll((groups) => {
    const bare = (text) => text.normalize("NFD").replaceAll(/\p{Mn}/gu, "").toUpperCase();
    return groups.flatMap((group) => {
      const letter = group.querySelector("h2").textContent;
      const names = [...group.querySelectorAll(".entry a")].map((link) => link.textContent);
      return names.filter((name) => letter !== "#" && bare(name.match(/[\p{L}\p{N}]/u)[0])[0] !== letter);
    });
  });
  assert.deepEqual(wrong, []);
  await page.locator(".zoom a").last().click();
  assert.ok(await inView(page.locator(".zoom-level:target h2")));
});

for (const [device, options] of Object.entries({ desktop, phone })) {
  test(`${device}: names on a map lie over no other, and lead to their places`, async (t) => {
    assert.ok(withMap, "no page has a map");
    for (const path of [withMap, "entities.html"]) {
      const page = await visit(t, way, path, options);
      const map = page.locator(".map:not(.map-inset)");
      await map.scrollIntoViewIfNeeded();
      const frame = await map.boundingBox();
      const boxes = await map.locator("text:visible").evaluateAll((all) => all.map((text) => text.getBoundingClientRect().toJSON()));
      assert.ok(boxes.length > 0);
      for (const [at, a] of boxes.entries()) {
        assert.ok(a.left >= frame.x - 1 && a.right <= frame.x + frame.width + 1, JSON.stringify(a));
        for (const b of boxes.slice(at + 1)) {
          const apart = a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;
          assert.ok(apart, `${JSON.stringify(a)} ${JSON.stringify(b)}`);
        }
      }
      const link = map.locator("a:visible").first();
      const name = (await link.textContent()).trim();
      await link.focus();
      await page.keyboard.press("Enter");
      await page.waitForURL((url) => !url.pathname.endsWith(path));
      assert.equal((await page.locator("h1").textContent()).trim(), name);
    }
  });
}

test("the map of all places says what each dot is, and what lies beyond it", async (t) => {
  const page = await visit(t, way, "entities.html");
  const dots = page.locator(".map:not(.map-inset) .map-place");
  const names = await dots.evaluateAll((all) => all.map((dot) => dot.querySelector("title").textContent.split(",")[0]));
  const listed = await page.locator("#place .entry a").allTextContents();
  const beyond = page.locator(".map-beyond .way-list a");
  for (const name of [...names, ...(await beyond.allTextContents())]) {
    assert.ok(listed.some((entry) => entry.trim() === name.trim()), name);
  }
  // The inset shows where the map lies: its frame is within it.
  const [inset, frame] = await Promise.all([".map-inset", ".map-frame"].map((part) => page.locator(part).boundingBox()));
  assert.ok(frame.x >= inset.x && frame.x + frame.width <= inset.x + inset.width, JSON.stringify(frame));
  const name = (await beyond.first().textContent()).trim();
  await beyond.first().click();
  assert.equal((await page.locator("h1").textContent()).trim(), name);
});

const links = {
  entity: ".report-body a.mention[data-card]",
  date: ".report-body .date[data-why]",
  passage: ".passage-notes a.passage-link[data-head]",
  event: '.passage-notes a[data-head][href*="events/"]',
};

for (const [name, where] of Object.entries(links)) {
  test(`${name}: its card comes by mouse, keyboard and touch`, async (t) => {
    const page = await visit(t, way, pageOf("report"));
    const card = page.locator(".preview");
    const mark = page.locator(where).first();
    await mark.hover();
    await card.waitFor();
    assert.ok(await inView(card));
    assert.notEqual((await card.innerText()).trim(), "");
    await page.keyboard.press("Escape");
    await card.waitFor({ state: "hidden" });
    await page.mouse.move(0, 0);
    await page.keyboard.press("Shift");
    await mark.focus();
    await card.waitFor();

    const touched = await visit(t, way, pageOf("report"), phone);
    const start = touched.url();
    await touched.locator(where).first().tap();
    await touched.locator(".preview").waitFor();
    assert.equal(touched.url(), start, "the first tap shows, and leads nowhere");
  });
}

test("more contrast leaves no grey", async (t) => {
  const page = await visit(t, way, pageOf("report"), { contrast: "more" });
  const colours = await page.evaluate(() => {
    const style = (selector) => getComputedStyle(document.querySelector(selector)).color;
    return [style(".note"), style(".passage-text")];
  });
  assert.equal(colours[0], colours[1]);
});

test("forced colours keep the passage that is lit apart", async (t) => {
  const list = await visit(t, way, pageOf("report"));
  const id = await list.locator(".report-body > .passage").nth(1).getAttribute("id");
  const page = await visit(t, way, `${pageOf("report")}#${id}`, { forcedColors: "active" });
  const outline = await page.locator(".passage:target > .passage-text").evaluate((text) => getComputedStyle(text).outlineStyle);
  assert.equal(outline, "solid");
});

test("on paper there is the text with its notes, and nothing to press", async (t) => {
  for (const kind of ["report", "event", "timeline", "entity"]) {
    const page = await visit(t, way, pageOf(kind));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.locator("h1").isVisible());
    for (const element of await page.locator("button, .trail, .passage-tools, .highlight, .site-nav").all()) {
      assert.ok(await element.isHidden(), await element.evaluate((element) => element.outerHTML));
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth + 1);
    if (kind === "report") assert.ok(!wide);
  }
});

test("paper is white, whatever the reader chose for the window", async (t) => {
  const page = await visit(t, way, pageOf("report"));
  const colours = () => page.evaluate(() => [getComputedStyle(document.body).backgroundColor, getComputedStyle(document.body).color]);
  await page.locator(".theme-toggle").click();
  const [dark] = await colours();
  await page.emulateMedia({ media: "print" });
  assert.deepEqual(await colours(), ["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
  await page.emulateMedia({ media: "screen" });
  assert.deepEqual((await colours())[0], dark);
});

test("nothing moves for whoever asked for no motion", async (t) => {
  const page = await visit(t, way, pageOf("report"), { reducedMotion: "reduce" });
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll("*")].filter((element) => {
      const { transitionDuration, animationName } = getComputedStyle(element);
      return animationName !== "none" || transitionDuration.split(", ").some((time) => Number.parseFloat(time) > 0);
    }).length,
  );
  assert.equal(moving, 0);
});
