// The program, and archives of our own that it builds for a test.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const project = fileURLToPath(new URL("../../../", import.meta.url));
const suffix = process.platform === "win32" ? ".exe" : "";
const built = ["debug", "release"].map((profile) => join(project, "target", profile, `archive${suffix}`));

/** The program: ARCHIVE, or the one that was built here. */
export const program = process.env.ARCHIVE ?? built.find((path) => existsSync(path));

/**
 * Builds the archive in `archives/NAME`, and lets this file's tests look at it instead of the demonstration: to be
 * called before `site.js`, or anything that imports it, is imported.
 */
export function lookAt(name) {
  assert.ok(program, "no program: cargo build, or name it in ARCHIVE");
  const root = mkdtempSync(join(tmpdir(), "archive-test-"));
  process.on("exit", () => rmSync(root, { recursive: true, force: true }));
  cpSync(fileURLToPath(new URL(`../archives/${name}`, import.meta.url)), root, { recursive: true });
  const { status, stderr } = spawnSync(program, ["build", "--quiet", "--root", root], { encoding: "utf8" });
  assert.equal(status, 0, stderr);
  process.env.PUBLIC = join(root, "public");
}
