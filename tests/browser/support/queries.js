// The list of queries and the passages that they must find first.

import { readFileSync } from "node:fs";
import { read } from "./site.js";

const lines = readFileSync(new URL("../queries.txt", import.meta.url), "utf8").split("\n");

const rows = (table) => read(`data/${table}.jsonl`).trim().split("\n").map((line) => JSON.parse(line));

/** Which passages name an entity, as `SIGLUM NUMBER`. */
function naming() {
  const sigla = new Map(rows("reports").map(({ id, siglum }) => [id, siglum]));
  const names = new Map(rows("passages").map(({ report, id, n }) => [id, `${sigla.get(report)} ${n}`]));
  const found = new Map();
  for (const { entity, passage } of rows("mentions")) {
    if (!found.has(entity)) found.set(entity, new Set());
    found.get(entity).add(names.get(passage));
  }
  return found;
}

const named = naming();

/** Every query: how it is written, its address, and what is wrong with passages found for it, if anything. */
export const queries = lines
  .filter((line) => line.trim() && !line.startsWith("#"))
  .map((line) => {
    const [, asked, exactly, wanted] = line.match(/^(.*?) (==|=>)(.*)$/);
    const [, words, filters = ""] = asked.match(/^(.*?)\s*(?:\[(.*)\])?$/);
    const address = new URLSearchParams(filters);
    if (words) address.set("q", words);
    const passages = wanted.split(",").map((one) => one.trim()).filter(Boolean);
    return { asked, address: address.toString(), fault: (found) => fault(found, passages, exactly === "==") };
  });

function fault(found, wanted, exactly) {
  if (exactly) {
    const [is, should] = [found, wanted].map((list) => [...new Set(list)].sort().join(", "));
    return is === should ? undefined : `found ${is || "nothing"}, not ${should || "nothing"}`;
  }
  const right = wanted.flatMap((one) => (one.startsWith("@") ? [...(named.get(one.slice(1)) ?? [])] : [one]));
  return right.includes(found[0]) ? undefined : `found ${found.slice(0, 4).join(", ") || "nothing"}, not ${wanted.join(" or ")}`;
}

/** In the page: the passages shown, as `SIGLUM NUMBER`, once there is an answer; null before. */
export function shown() {
  if (!document.querySelector(".result-count")?.textContent) return null;
  return [...document.querySelectorAll(".result-group")].flatMap((group) =>
    [...group.querySelectorAll(".result-number")].map(
      (number) => `${group.querySelector(".siglum").textContent} ${number.textContent}`,
    ),
  );
}
