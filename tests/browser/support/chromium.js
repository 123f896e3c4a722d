// Where Chromium stands on this machine. It is the system's own: the tests download no browser.

import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium as engine } from "playwright-core";

// Chrome first: where both are, some systems grant the sandbox to Chrome only.
const names = ["google-chrome", "google-chrome-stable", "chromium", "chromium-browser"];

const programs = [process.env.PROGRAMFILES, process.env["PROGRAMFILES(X86)"], process.env.LOCALAPPDATA];
const elsewhere = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ...programs.filter(Boolean).map((root) => join(root, "Google/Chrome/Application/chrome.exe")),
];

const onPath = (process.env.PATH ?? "")
  .split(delimiter)
  .flatMap((directory) => names.map((name) => join(directory, name)));

/** The browser named by CHROMIUM, or found on the PATH or where installers put it. */
export const chromium = process.env.CHROMIUM ?? [...onPath, ...elsewhere].find((path) => existsSync(path));

/** Starts the browser. */
export function launch() {
  if (!chromium) throw new Error("no Chromium found: install it, or name it in CHROMIUM");
  return engine.launch({
    executablePath: chromium,
    // Chromium refuses to run as root with its sandbox; everybody else keeps it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: ["--host-resolver-rules=MAP archive.test 127.0.0.1"],
  });
}
