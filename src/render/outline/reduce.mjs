// Makes outline.txt, from which maps are drawn: the borders of countries, reduced to what a small map shows.
//
//     npm pack world-atlas && tar xzf world-atlas-*.tgz
//     node reduce.mjs package/countries-50m.json > outline.txt
//
// Borders are kept as arcs, because two countries share most of theirs: what is reduced once is then the
// same on both sides. The first lines of the result say what it holds, then come the arcs (a start and
// steps, in fiftieths of a degree east and north), an empty line, and the rings (places of arcs, from 1;
// below zero for an arc that is walked backwards).

import { readFileSync } from "node:fs";

const GRID = 50;
/** How far a point may lie from the reduced line, in degrees. */
const TOLERANCE = 0.045;
/** An island less wide and high than this is left out, in degrees. */
const SMALL = 0.12;

const { arcs, transform, objects } = JSON.parse(readFileSync(process.argv[2], "utf8"));

const lines = arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx, dy]) => {
    x += dx;
    y += dy;
    return [x * transform.scale[0] + transform.translate[0], y * transform.scale[1] + transform.translate[1]];
  });
});

/** How far a point lies from a stretch. */
function distance([x, y], [ax, ay], [bx, by]) {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  return Math.hypot(x - ax - t * dx, y - ay - t * dy);
}

/** Douglas and Peucker: the points that a line needs to stay within the tolerance. */
function reduced(line) {
  const keep = new Set([0, line.length - 1]);
  const stretches = [[0, line.length - 1]];
  while (stretches.length > 0) {
    const [from, to] = stretches.pop();
    let [farthest, most] = [-1, from === 0 && to === line.length - 1 ? -1 : TOLERANCE];
    for (let at = from + 1; at < to; at += 1) {
      const off = distance(line[at], line[from], line[to]);
      if (off > most) [farthest, most] = [at, off];
    }
    if (farthest < 0 || most <= TOLERANCE) continue;
    keep.add(farthest);
    stretches.push([from, farthest], [farthest, to]);
  }
  return [...keep].sort((a, b) => a - b).map((at) => line[at]);
}

const rings = [];
for (const { type, arcs: shape } of objects.countries.geometries) {
  for (const polygon of type === "Polygon" ? [shape] : shape ?? []) {
    for (const ring of polygon) {
      const points = ring.flatMap((at) => lines[at < 0 ? ~at : at]);
      const span = (axis) => Math.max(...points.map((p) => p[axis])) - Math.min(...points.map((p) => p[axis]));
      if (Math.max(span(0), span(1)) >= SMALL) rings.push(ring);
    }
  }
}

const places = new Map();
const kept = [];
for (const at of rings.flat().map((at) => (at < 0 ? ~at : at))) {
  if (places.has(at)) continue;
  kept.push(at);
  places.set(at, kept.length);
}

const out = [
  "# Borders of countries, reduced by reduce.mjs from Natural Earth 1:50m (public domain, naturalearthdata.com),",
  "# release 4.1, as packaged by world-atlas 2.0.2 (ISC).",
];
for (const at of kept) {
  const grid = reduced(lines[at]).map((point) => point.map((degrees) => Math.round(degrees * GRID)));
  const steps = grid.map(([x, y], i) => (i === 0 ? [x, y] : [x - grid[i - 1][0], y - grid[i - 1][1]]));
  out.push(steps.filter(([x, y], i) => i === 0 || x !== 0 || y !== 0).map((step) => step.join(",")).join(" "));
}
out.push("");
for (const ring of rings) {
  out.push(ring.map((at) => (at < 0 ? -places.get(~at) : places.get(at))).join(" "));
}
process.stdout.write(`${out.join("\n")}\n`);
