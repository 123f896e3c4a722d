// The site under test: the folder that was built, and the two ways in which readers meet it.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const project = fileURLToPath(new URL("../../../", import.meta.url));

/** The folder that `archive build` wrote: PUBLIC, or public/ in the project. */
export const folder = resolve(process.env.PUBLIC ?? join(project, "public"));
if (!existsSync(join(folder, "index.html"))) {
  throw new Error(`no site in ${folder}: build one with "archive build", or name one in PUBLIC`);
}

/** Every file of the site, as paths with slashes, sorted. */
export const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
  .sort();

/** Every page of the site. */
export const pages = files.filter((path) => path.endsWith(".html"));

/** The text of a file of the site. */
export const read = (path) => readFileSync(join(folder, path), "utf8");

const types = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
};

// A sub-path, because a page at the root of a host hides links that begin with a slash.
const subPath = "/some/sub-path/";

/** What was asked of the server outside the site: paths. A page must ask for nothing there. */
export const strayRequests = [];

function answer(request, response) {
  const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
  const file = path.startsWith(subPath) ? path.slice(subPath.length) : undefined;
  // Looked up in the list and not on the disk: a disk may not tell upper from lower case.
  if (file === undefined || !files.includes(file)) {
    strayRequests.push(path);
    response.writeHead(404).end();
    return;
  }
  const headers = { "content-type": types[extname(file)] ?? "text/plain; charset=utf-8" };
  // As any host does: GitHub Pages compresses with gzip too.
  const isPacked = /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  if (isPacked) headers["content-encoding"] = "gzip";
  const bytes = isPacked ? packed(file) : readFileSync(join(folder, file));
  response.writeHead(200, { ...headers, "content-length": bytes.length });
  response.end(bytes);
}

const packedBefore = new Map();

/** A file of the site as it goes over the wire. */
export function packed(file) {
  if (!packedBefore.has(file)) packedBefore.set(file, gzipSync(readFileSync(join(folder, file))));
  return packedBefore.get(file);
}

const server = createServer(answer);
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
server.unref();
const { port } = server.address();

/** The ways to a site: `base` is the address of the folder, with a slash at the end. */
export const ways = [
  { name: "file", base: `${pathToFileURL(folder).href}/` },
  { name: "http", base: `http://127.0.0.1:${port}${subPath}` },
];

/** The same site at a host that the browser does not trust, as any host without TLS. */
export const untrusted = { name: "http, untrusted", base: `http://archive.test:${port}${subPath}` };

/** The address of a page of a site: `path` may end in a fragment. */
export function address(way, path) {
  const [file, ...fragment] = path.split("#");
  return way.base + file.split("/").map(encodeURIComponent).join("/") + fragment.map((id) => `#${id}`).join("");
}
