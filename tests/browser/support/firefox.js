// Firefox as its readers have it, driven by geckodriver over WebDriver.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Builder } from "selenium-webdriver";
import firefoxDriver from "selenium-webdriver/firefox.js";
import { address, strayRequests } from "./site.js";

const isWindows = process.platform === "win32";
const suffix = isWindows ? ".exe" : "";

const programs = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"]].filter(Boolean);
const elsewhere = [
  "/Applications/Firefox.app/Contents/MacOS/firefox",
  ...programs.map((root) => join(root, "Mozilla Firefox/firefox.exe")),
];

const onPath = (names) =>
  (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name + suffix)));

const found = (given, places) => given || places.find((path) => existsSync(path));

/** The browser named by FIREFOX, or found on the PATH or where installers put it. */
export const firefox = found(process.env.FIREFOX, [...onPath(["firefox-esr", "firefox"]), ...elsewhere]);

// Where tests/run builds it, where continuous integration brings it along, or on the PATH.
const built = fileURLToPath(new URL(`../../../target/tools/bin/geckodriver${suffix}`, import.meta.url));
const brought = process.env.GECKOWEBDRIVER ? [join(process.env.GECKOWEBDRIVER, `geckodriver${suffix}`)] : [];

/** The program that drives it. */
export const geckodriver = found(process.env.GECKODRIVER, [...brought, built, ...onPath(["geckodriver"])]);

/** Starts the browser; what its pages say, ask elsewhere or do against their policy is kept in `noise`. */
export async function launch() {
  if (!firefox) throw new Error("no Firefox found: install it, or name it in FIREFOX");
  if (!geckodriver) throw new Error("no geckodriver found: install it, or name it in GECKODRIVER");
  const options = new firefoxDriver.Options().addArguments("-headless").setBinary(firefox).enableBidi();
  options.setPreference("ui.prefersReducedMotion", 1);
  const driver = await new Builder()
    .forBrowser("firefox")
    .setFirefoxOptions(options)
    .setFirefoxService(new firefoxDriver.ServiceBuilder(geckodriver))
    .build();
  await driver.manage().window().setRect({ width: 1440, height: 900 });
  const noise = await listen(driver);
  return { driver, noise };
}

async function listen(driver) {
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
  return noise;
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
