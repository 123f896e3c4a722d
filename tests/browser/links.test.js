// No link of any page is dead, whichever way the site is reached.

import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "parse5";
import { visit } from "./support/browser.js";
import { kinds } from "./support/kinds.js";
import { address, files, pages, read, ways } from "./support/site.js";

const known = new Set(files);

/** What a page holds: the ids of its elements, its links, and the elements that name other ones. */
function contents(path) {
  const ids = [];
  const links = [];
  const named = [];
  const look = (node) => {
    const value = (name) => node.attrs?.find((attribute) => attribute.name === name)?.value;
    for (const { name, value } of node.attrs ?? []) {
      if (name === "id") ids.push(value);
      if (["href", "src", "action", "poster", "data", "cite"].includes(name)) links.push(value);
      if (name === "srcset") links.push(...value.split(",").map((one) => one.trim().split(/\s+/)[0]));
      if (/^aria-(labelledby|describedby|controls|owns)$/.test(name) || name === "for") named.push(...value.split(/\s+/));
    }
    if (value("data-card")) named.push(value("data-card"));
    if (value("data-copy")) named.push(value("data-copy").slice(1));
    for (const child of node.childNodes ?? []) look(child);
    if (node.content) look(node.content);
  };
  look(parse(read(path)));
  return { ids, links, named };
}

const site = new Map(pages.map((path) => [path, contents(path)]));
const isOutside = (link) => /^https?:\/\//i.test(link);

/** Why `link` on the page at `path` leads nowhere, when the site stands at `base`. */
function fault(base, path, link) {
  if (isOutside(link)) return URL.canParse(link) ? undefined : "is no address";
  if (/^([a-z][a-z0-9+.-]*:|\/)/i.test(link)) return "is not relative";
  const to = new URL(link, address({ base }, path));
  if (!to.href.startsWith(base)) return "leads out of the site";
  const file = decodeURIComponent(to.href.slice(base.length).replace(/[?#].*/s, ""));
  if (!known.has(file)) return "leads to no file";
  const id = decodeURIComponent(to.hash.slice(1)).replace(/:~:.*/s, "");
  if (id && !site.get(file)?.ids.includes(id)) return "leads to no element";
  return undefined;
}

for (const way of ways) {
  test(`${way.name}: every link of every page leads to a file, and to an element of it`, (t) => {
    const dead = [];
    let [checked, outside] = [0, 0];
    for (const [path, { links }] of site) {
      for (const link of links) {
        checked += 1;
        outside += isOutside(link);
        const why = fault(way.base, path, link);
        if (why) dead.push(`${path}: ${link} ${why}`);
      }
    }
    t.diagnostic(`${pages.length} pages, ${checked} links, ${outside} of them to other sites; ${dead.length} dead`);
    assert.deepEqual(dead, []);
  });
}

test("no page has an id twice, and every id that an attribute names is there", () => {
  const faults = [];
  for (const [path, { ids, named }] of site) {
    const unique = new Set(ids);
    for (const id of unique) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push(`${path}: twice ${id}`);
    for (const id of named) if (!unique.has(id)) faults.push(`${path}: names ${id}`);
  }
  assert.deepEqual(faults, []);
});

test("every page can be reached from the front page", () => {
  const reached = new Set(["index.html", "404.html"]);
  for (const path of reached) {
    for (const link of site.get(path)?.links ?? []) {
      if (isOutside(link)) continue;
      const to = new URL(link, `x:/${path}`).pathname.slice(1);
      if (site.has(decodeURIComponent(to))) reached.add(decodeURIComponent(to));
    }
  }
  const old = kinds.filter((kind) => kind.leadsOn).map((kind) => kind.path);
  assert.deepEqual(pages.filter((path) => !reached.has(path) && !old.includes(path)), []);
});

for (const way of ways) {
  // Pages are opened once; what ids they then have is what their links are held against.
  const opened = new Map();
  for (const kind of kinds) {
    test(`${way.name}: the browser follows every link of ${kind.name}`, async (t) => {
      const page = await visit(t, way, kind.path, { still: true });
      const links = await page.locator("a[href]").evaluateAll((all) =>
        // Not `href` itself, which is no text on a link in a drawing.
        all.map((a) => new URL(a.getAttribute("href"), document.baseURI).href),
      );
      const dead = [];
      for (const link of new Set(links.filter((link) => link.startsWith(way.base)))) {
        const [file, hash = ""] = link.split("#");
        if (!opened.has(file)) opened.set(file, await open(page, file));
        const ids = opened.get(file);
        if (!ids || (hash && !ids.has(decodeURIComponent(hash)))) dead.push(link);
      }
      t.diagnostic(`${new Set(links).size} links, ${opened.size} files opened so far`);
      assert.deepEqual(dead, []);
    });
  }
}

/** Opens a file of the site; gives the ids on it, or nothing when it does not open. */
async function open(page, file) {
  const response = await page.goto(file, { waitUntil: "domcontentloaded" }).catch(() => undefined);
  if (!response || response.status() >= 400) return undefined;
  return new Set(await page.locator("[id]").evaluateAll((all) => all.map((element) => element.id)));
}
