// The Nu checker of the W3C finds no error on any page, nor in the style sheets and pictures.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { files, folder, pages } from "./support/site.js";

const checker = fileURLToPath(new URL("node_modules/vnu-jar/build/dist/vnu.jar", import.meta.url));
const others = files.filter((path) => /^assets\/.*\.(css|svg)$/.test(path));

test("every page is valid HTML", (t) => {
  // From inside the folder, so that an archive of thousands of pages still fits on the command line.
  const args = ["-jar", checker, "--errors-only", "--also-check-css", "--also-check-svg", "--format", "json"];
  const { stderr, error } = spawnSync("java", [...args, ...pages, ...others], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64e6,
  });
  assert.equal(error, undefined, "java runs");
  const { messages } = JSON.parse(stderr);
  const faults = messages.map(({ url, lastLine, message }) => `${url}:${lastLine}: ${message}`);
  assert.deepEqual(faults, []);
  t.diagnostic(`figure: Nu checker: ${pages.length} pages and ${others.length} style sheets and pictures, 0 errors`);
});
