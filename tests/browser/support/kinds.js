// The kinds of page that a site has, each with one page that stands for it: the fullest one, because
// what can break is on it.

import { statSync } from "node:fs";
import { join } from "node:path";
import { folder, pages, read } from "./site.js";

/** The largest page below `prefix` for which `holds` is true. */
function fullest(prefix, holds = () => true) {
  const [page] = pages
    .filter((path) => path.startsWith(prefix) && holds(path))
    .map((path) => ({ path, size: statSync(join(folder, path)).size }))
    .sort((a, b) => b.size - a.size);
  return page?.path;
}

const leadsOn = (path) => /\sdata-moved[\s>]/.test(read(path));
const readersHaveCommented = (path) => /\sclass="?readers["\s>]/.test(read(path));

/** Every kind: its name, and the path of its page. `leadsOn`: the page sends its reader elsewhere. */
export const kinds = [
  { name: "home", path: "index.html" },
  { name: "report", path: fullest("reports/", (path) => !leadsOn(path)) },
  { name: "report with comments", path: fullest("reports/", readersHaveCommented) },
  { name: "moved report", path: fullest("reports/", leadsOn), leadsOn: true },
  { name: "source (text)", path: fullest("sources/", (path) => path.endsWith(".txt.html")) },
  { name: "source (markup)", path: fullest("sources/", (path) => path.endsWith(".html.html")) },
  { name: "event", path: fullest("events/") },
  { name: "entity", path: fullest("entities/") },
  { name: "essay", path: fullest("pages/") },
  { name: "list of reports", path: "reports.html" },
  { name: "list of entities", path: "entities.html" },
  { name: "index of names", path: "names.html" },
  { name: "list of events", path: "events.html" },
  { name: "list of sources", path: "sources.html" },
  { name: "timeline", path: "timeline.html" },
  { name: "about", path: "about.html" },
  { name: "not found", path: "404.html" },
  { name: "search", path: "search.html" },
];

for (const { name, path } of kinds) {
  if (!pages.includes(path)) throw new Error(`the site has no page of the kind "${name}"`);
}

/** The page of a kind. */
export const pageOf = (name) => kinds.find((kind) => kind.name === name).path;
