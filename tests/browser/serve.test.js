// What an editor sees of `archive serve`: the page stays where it was read, and shows what is wrong until it is mended.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { launch } from "./support/chromium.js";
import { program, project } from "./support/program.js";

const patience = { timeout: 120_000 };

let root;
let serving;
let address;
let browser;

const put = (path, text) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

before(async () => {
  assert.ok(program, "no program: cargo build, or name it in ARCHIVE");
  root = mkdtempSync(join(tmpdir(), "archive-serve-"));
  for (const path of ["archive.toml", "content"]) cpSync(join(project, path), join(root, path), { recursive: true });
  serving = spawn(program, ["serve", "--quiet", "--port", "0", "--root", root], { stdio: ["ignore", "pipe", "ignore"] });
  for await (const line of createInterface({ input: serving.stdout })) {
    address = line.match(/^http:\S+/)?.[0];
    if (address) break;
  }
  serving.stdout.resume();
  browser = await launch();
});

after(async () => {
  await browser?.close();
  serving?.kill("SIGINT");
  rmSync(root, { recursive: true, force: true });
});

async function open(t, path, options) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, reducedMotion: "reduce", ...options });
  t.after(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(patience.timeout);
  const violations = [];
  page.on("console", (message) => { if (/Content.Security/i.test(message.text())) violations.push(message.text()); });
  t.after(() => assert.deepEqual(violations, []));
  await page.goto(address + path);
  return page;
}

/** A report with many passages, and the file behind it. */
function longReport() {
  const folder = join(root, "content/reports");
  const files = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") }));
  const passages = ({ text }) => text.match(/^[^\n]*data-n="\d+"/gm)?.length ?? 0;
  return files.sort((a, b) => passages(b) - passages(a))[0].name.replace(".md", "");
}

const editions = (page) => page.evaluate(() => document.querySelector("script[data-edition]").dataset.edition);

test("a page is read on where it was when the site is built anew", async (t) => {
  const report = longReport();
  const page = await open(t, `reports/${report}.html`);
  const before = await editions(page);
  const passage = page.locator(".report-body .passage").nth(8);
  await passage.evaluate((element) => scrollTo(0, scrollY + element.getBoundingClientRect().top - 120));
  const top = () => passage.evaluate((element) => element.getBoundingClientRect().top);
  const was = await top();
  // Words of an editor's own above what is read: the page grows, and the passage must not move.
  const file = `content/reports/${report}.md`;
  const text = readFileSync(join(root, file), "utf8");
  const words = "A note by the editor, long enough to move all that stands below it. ".repeat(30);
  put(file, text.replace(/\n(<a id="p-[^\n]*data-n="3")/, `\n${words}\n\n$1`));
  assert.notEqual(readFileSync(join(root, file), "utf8"), text);
  await page.waitForFunction((edition) => document.querySelector("script[data-edition]")?.dataset.edition !== edition, before, patience);
  await page.waitForLoadState("load");
  await page.getByText("A note by the editor").first().waitFor({ state: "attached" });
  await page.waitForFunction(() => document.readyState === "complete" && scrollY > 0);
  await page.waitForTimeout(300);
  const is = await top();
  assert.ok(Math.abs(is - was) <= 2, `the passage stood at ${was} and stands at ${is}`);
});

test("what is wrong stands over the page until it is mended", async (t) => {
  const page = await open(t, "index.html");
  const title = await page.locator("h1").textContent();
  const panel = page.locator("archive-serve .panel");
  put("themes/default/templates/home.html", "<h1>{{ view.title }}</h1>\n<p>{{ view.titel }}</p>\n");
  await panel.waitFor();
  const said = await panel.textContent();
  for (const part of ["template-failed", "themes/default/templates/home.html:2", "view.titel", "last good build"]) {
    assert.ok(said.includes(part), `${part} in ${said}`);
  }
  assert.equal(await page.locator("h1").textContent(), title, "the last good page is still there");
  const box = await panel.boundingBox();
  assert.ok(box.y > 300 && box.y + box.height <= 900, "the panel is at the foot of the window");
  if (process.env.PICTURES) {
    await page.screenshot({ path: join(process.env.PICTURES, "serve-desk-light.png") });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: join(process.env.PICTURES, "serve-desk-dark.png") });
    await page.setViewportSize({ width: 360, height: 740 });
    await page.screenshot({ path: join(process.env.PICTURES, "serve-phone-dark.png") });
  }
  rmSync(join(root, "themes"), { recursive: true });
  await panel.waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
});

test("the panel can be closed, and is read by keyboard", async (t) => {
  const page = await open(t, "timeline.html");
  const panel = page.locator("archive-serve .panel");
  put("content/entities/broken.md", "no front matter\n");
  await panel.waitFor();
  assert.ok((await panel.textContent()).includes("content/entities/broken.md"));
  await page.keyboard.press("Escape");
  await panel.waitFor({ state: "detached" });
  rmSync(join(root, "content/entities/broken.md"));
});

test("the Markdown behind a page is one link away", async (t) => {
  const report = longReport();
  const page = await open(t, `reports/${report}.html`);
  await page.locator("archive-serve").getByRole("link", { name: "Markdown" }).click();
  await page.waitForURL(`**/-/raw/reports/${report}.html`);
  assert.ok((await page.locator("h1").textContent()).endsWith(`${report}.md`));
  const colours = () => page.evaluate(() => new Set([...document.querySelectorAll("[class^='syntax-']")].map((e) => getComputedStyle(e).color)).size);
  assert.ok(await colours() > 2, "it is coloured");
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    if (process.env.PICTURES) await page.screenshot({ path: join(process.env.PICTURES, `raw-desk-${colorScheme}.png`) });
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.ok(!wide, "nothing scrolls sideways");
  await page.getByRole("link", { name: "The page" }).click();
  await page.waitForURL(`**/reports/${report}.html`);
});
