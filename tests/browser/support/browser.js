// Opens pages as a reader would, and keeps what the browser said meanwhile.

import assert from "node:assert/strict";
import { after } from "node:test";
import { launch } from "./chromium.js";
import { address, strayRequests } from "./site.js";

const browser = await launch();
after(() => browser.close());

export const desktop = { viewport: { width: 1440, height: 900 } };
export const phone = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/**
 * Opens `path` in a browser of its own, which is closed when the test is over. What the pages say on
 * the console, ask of the network or do against their own security policy fails the test then.
 *
 * `still`: the page's script is kept from running, to look at a page that leads on.
 */
export async function visit(t, way, path, { still = false, ...options } = {}) {
  const context = await browser.newContext({ ...desktop, reducedMotion: "reduce", ...options });
  context.setDefaultTimeout(15_000);
  const noise = listen(context, way);
  t.after(async () => {
    await context.close();
    assert.deepEqual(noise.splice(0), [], "the browser said");
  });
  if (still) await context.route("**/archive.js", (route) => route.fulfill({ body: "", contentType: "text/javascript" }));
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`security policy: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });
  const page = await context.newPage();
  await page.goto(address(way, path));
  return page;
}

/** Opens the page of a kind; one that leads on is kept from doing so. */
export const visitKind = (t, way, kind, options) => visit(t, way, kind.path, { still: kind.leadsOn, ...options });

function listen(context, way) {
  const noise = [];
  strayRequests.length = 0;
  context.on("console", (message) => noise.push(`console ${message.type()}: ${message.text()}`));
  context.on("weberror", (error) => noise.push(`error: ${error.error()}`));
  context.on("request", (request) => {
    if (!request.url().startsWith(way.base)) noise.push(`request: ${request.url()}`);
  });
  context.on("requestfailed", (request) => {
    // A page that is left before all of it has come is no fault of the page.
    if (request.failure().errorText !== "net::ERR_ABORTED") noise.push(`failed: ${request.url()}`);
  });
  context.on("response", (response) => {
    if (response.status() >= 400) noise.push(`${response.status()}: ${response.url()}`);
  });
  context.on("close", () => noise.push(...strayRequests.map((path) => `asked of the server: ${path}`)));
  return noise;
}

/** Unfolds everything on a page, also folds of which only one may be open at a time. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const fold of document.querySelectorAll("details")) {
      fold.removeAttribute("name");
      fold.open = true;
    }
  });
}

/** Whether some of an element is inside the window. */
export const inView = (locator) =>
  locator.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  });

