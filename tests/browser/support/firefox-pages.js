// Opens pages in Firefox, and keeps what the browser said meanwhile.

import assert from "node:assert/strict";
import { address, strayRequests } from "./site.js";

/** Keeps what pages say, ask for or do against their policy, from now on. */
export async function listen(driver) {
  const noise = [];
  const bidi = await driver.getBidi();
  await bidi.subscribe("log.entryAdded");
  await bidi.subscribe("network.beforeRequestSent");
  bidi.socket.on("message", (message) => {
    const { method, params } = JSON.parse(message);
    if (method === "log.entryAdded") noise.push({ said: `${params.level}: ${params.text}` });
    if (method === "network.beforeRequestSent") noise.push({ asked: params.request.url });
  });
  // From the first moment of every page on; the policy of the page does not hold for what the driver adds.
  const functionDeclaration = `() => {
    globalThis.breaches = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      globalThis.breaches.push(event.violatedDirective + " " + event.blockedURI);
    });
  }`;
  await bidi.send({ method: "script.addPreloadScript", params: { functionDeclaration } });
  return { driver, noise };
}

/** Opens a page of the site. */
export async function open({ driver, noise }, way, path) {
  noise.length = 0;
  strayRequests.length = 0;
  await driver.get("about:blank");
  await driver.get(address(way, path));
}

/** Nothing was said, asked of anybody else or done against the policy since the page was opened. */
export async function assertSilent({ driver, noise }, way) {
  assert.deepEqual(await driver.executeScript("return globalThis.breaches"), []);
  // Nothing heard would also be silence.
  if (way.name === "http") assert.ok(noise.some(({ asked }) => asked?.startsWith(way.base)), "requests are heard");
  const isStray = ({ asked }) => asked && !asked.startsWith(way.base) && !/^(about|chrome|resource|data):/.test(asked);
  assert.deepEqual(noise.filter((one) => one.said || isStray(one)), []);
  assert.deepEqual(strayRequests, []);
}
