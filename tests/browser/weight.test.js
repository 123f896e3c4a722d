// A report's page is light, does not jump while it comes, and waits for nothing but its style sheet.

import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { desktop, phone, visit } from "./support/browser.js";
import { kinds, pageOf } from "./support/kinds.js";
import { packed, pages, read, ways } from "./support/site.js";

const http = ways.find((way) => way.name === "http");
const most = 40_000;

test(`every report's page with style and script is at most ${most} bytes over the wire, its text apart`, async (t) => {
  const page = await visit(t, http, "about.html");
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  const sent = new Map();
  session.on("Network.requestWillBeSent", ({ requestId, request }) => sent.set(requestId, { url: request.url, bytes: 0 }));
  session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    if (sent.has(requestId)) sent.get(requestId).bytes = encodedDataLength;
  });
  await page.goto(http.base + encodeURI(pageOf("report")), { waitUntil: "networkidle" });
  const wire = [...sent.values()].filter(({ bytes }) => bytes > 0);
  const all = wire.reduce((sum, { bytes }) => sum + bytes, 0);
  // What every report has in common: all that came but the page itself.
  const common = all - wire.find(({ url }) => url.endsWith(".html")).bytes;
  const heads = 500;
  const heaviest = { bytes: 0 };
  for (const path of pages.filter((path) => path.startsWith("reports/"))) {
    const [main] = read(path).match(/<main[\s>].*<\/main>/s) ?? [""];
    const text = gzipSync(main.replaceAll(/<[^>]*>/g, "")).length;
    const bytes = common + heads + packed(path).length - text;
    assert.ok(bytes <= most, `${path}: ${bytes}`);
    if (bytes > heaviest.bytes) Object.assign(heaviest, { path, bytes, whole: bytes + text });
  }
  assert.ok(heaviest.bytes > 0);
  t.diagnostic(
    `figure: weight: the heaviest report page has ${heaviest.bytes} bytes over the wire without its text ` +
      `(${heaviest.whole} with it), of which ${common} are style, script and icon; at most ${most}`,
  );
});

for (const kind of kinds.filter((kind) => !kind.leadsOn)) {
  for (const [device, options] of Object.entries({ desktop, phone })) {
    test(`${device}: ${kind.name} does not shift, and only its style sheet holds it up`, async (t) => {
      const page = await visit(t, http, "404.html", options);
      await page.addInitScript(() => {
        globalThis.shifts = [];
        new PerformanceObserver((list) => {
          for (const { value, sources } of list.getEntries()) {
            globalThis.shifts.push(`${value.toFixed(4)}: ${sources.map(({ node }) => node?.outerHTML?.slice(0, 120)).join(" ")}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(http.base + encodeURI(kind.path));
      // All has come; what the scripts still move is on the next frames.
      await page.waitForTimeout(150);
      const { shifts, blocking } = await page.evaluate(() => ({
        shifts: globalThis.shifts,
        blocking: performance
          .getEntriesByType("resource")
          .filter((one) => one.renderBlockingStatus === "blocking")
          .map((one) => one.name.replace(/^.*\//, "")),
      }));
      assert.deepEqual(shifts, []);
      assert.deepEqual(blocking, ["archive.css"]);
    });
  }
}
