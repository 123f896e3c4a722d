// Where Firefox and geckodriver, which drives it, stand on this machine.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Builder } from "selenium-webdriver";
import firefoxDriver from "selenium-webdriver/firefox.js";

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

/** Starts the browser. */
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
  return driver;
}
