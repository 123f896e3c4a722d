/* search.js: from an address to the passages found for it, the best first. It touches no page. */
"use strict";

/* Query ------------------------------------------------------------------- */

/* The same as they were typed, for what is said of them. */
function typedWords(text) {
  return wordsOf(text).map((word) => ({ ...word, typed: text.slice(word.start, word.end) }));
}

/* What was asked: runs of words, and phrases between quotation marks of any kind. */
function parse(query) {
  return query
    .split(/["“”„«»]/)
    .map((part, number) => ({ words: typedWords(part), quoted: number % 2 === 1 }))
    .filter((part) => part.words.length > 0);
}

/* A unit is something that a passage should have; any of its ways will do, each of them a list of
   things that must all be there, and each of these any of some lists. */
async function unitsOf(query) {
  const asked = { units: [], phrases: [], unknown: [], instead: [], small: [] };
  const parts = parse(query);
  /* All pieces of the dictionary set out at once; below they are looked into one after the other. */
  await Promise.all(parts.flatMap(({ words }) => words.map(({ text }) => lookUp(text))));
  for (const { words, quoted } of parts) {
    if (quoted) await addPhrase(words, asked);
    else await addWords(words, asked);
  }
  return asked;
}

const NAME_WORDS = 6;

async function addWords(words, asked) {
  for (let at = 0; at < words.length; ) {
    const name = await nameAt(words, at);
    const length = name ? name.length : compoundLength(words, at);
    const own = words.slice(at, at + length);
    at += length;
    if (!name && length === 1 && index.small.has(own[0].text)) {
      asked.small.push(own[0].typed);
      continue;
    }
    const ways = [];
    if (name) ways.push([name.entities.map((number) => ({ kind: "names", number }))]);
    if (length > 1) {
      const whole = await lookUp(joinTexts(own, ""));
      if (whole?.terms.length) ways.push([termsOf([whole])]);
    }
    const parts = await partsOf(own, asked, ways.length > 0);
    if (parts) ways.push(parts);
    if (ways.length) asked.units.push(ways);
    else asked.unknown.push(joinTyped(own, "-"));
  }
}

/* The longest name of an entity that begins at a word. */
async function nameAt(words, at) {
  for (let length = Math.min(NAME_WORDS, words.length - at); length > 0; length--) {
    if (length === 1 && index.small.has(words[at].text)) break;
    const entry = await lookUp(joinTexts(words.slice(at, at + length), " "));
    if (entry?.names.length) return { length, entities: entry.names };
  }
  return null;
}

/* The lists of each word that says something; null where the archive does not have one of them. A word that
   stands in for another may be a name too. */
async function partsOf(words, asked, exact) {
  const parts = [];
  for (const { text, typed } of words) {
    if (words.length > 1 && index.small.has(text)) continue;
    const entry = await lookUp(text);
    let entries = entry?.terms.length ? [entry] : [];
    if (!entries.length && !exact) {
      entries = await near(text, typed);
      const isOther = entries.length > 0 && !entries[0].key.startsWith(text);
      if (isOther) asked.instead.push({ word: typed, words: entries.map((e) => e.key) });
    }
    if (!entries.length) return null;
    parts.push([...namesOf(exact ? [] : entries), ...termsOf(entries)]);
  }
  return parts.length ? parts : null;
}

function namesOf(entries) {
  const names = new Set(entries.flatMap((entry) => entry.names));
  return [...names].map((number) => ({ kind: "names", number }));
}

/* The lists of stems, each with the word that led to it. */
function termsOf(entries) {
  const terms = new Map(entries.flatMap((entry) => entry.terms.map((number) => [number, entry])));
  return [...terms].map(([number, word]) => ({ kind: "terms", number, word }));
}

/* A phrase is its words, and the order in which they stand. Small words have no list of places: that
   they stand between the others is seen in the texts that are shown. */
async function addPhrase(words, asked) {
  const anchors = [];
  for (const [offset, { text, typed }] of words.entries()) {
    if (index.small.has(text)) continue;
    const entry = await lookUp(text);
    if (!entry?.terms.length) {
      asked.unknown.push(typed);
      asked.phrases.push({ words, anchors: null });
      return;
    }
    anchors.push({ offset, number: entry.number });
    asked.units.push([[termsOf([entry])]]);
  }
  if (anchors.length) asked.phrases.push({ words, anchors });
  else asked.small.push(joinTyped(words, " "));
}

/* Ranking ----------------------------------------------------------------- */

/* A list as weighed passages: passages, weights from 1 to 8, and how rare it is. */
function weighed(text) {
  const coded = numbers(text);
  const passages = new Uint32Array(coded.length);
  const weights = new Uint8Array(coded.length);
  let passage = 0;
  for (let at = 0; at < coded.length; at++) {
    passage += coded[at] >>> 3;
    passages[at] = passage;
    weights[at] = (coded[at] & 7) + 1;
  }
  const rarity = Math.log(1 + (index.passages - coded.length + 0.5) / (coded.length + 0.5));
  return { passages, weights, rarity };
}

/* What a passage is worth that has a word in another form only: the stem of one word may be that of another. */
const OTHER_FORM = 0.4;
/* Words in more passages than two to the power of this are not told from their other forms: where a word is
   everywhere, its list is long, and its form says little. */
const EVERYWHERE = 11;

/* The passages that have a word in this very form; null where that need not or cannot be known. */
async function exactly(word, forms) {
  if (forms.length < 2 || word.number < 0 || word.frequency >= EVERYWHERE) return null;
  const coded = numbers(await list("places", word.number));
  const passages = new Set();
  let passage = 0;
  for (let at = 0; at < coded.length; at += 2) passages.add((passage += coded[at]));
  return passages;
}

/* The passages of the best of some lists, with their scores. */
async function anyOf(wanted, found) {
  const scores = new Map();
  for (const { kind, number, word } of wanted) {
    const content = await list(kind, number);
    const isName = kind === "names";
    const [words, text] = isName ? ["", content[3]] : content.split("|");
    if (isName) found.names.set(number, { id: content[0], name: content[1], family: content[2] });
    const forms = words.split(" ");
    for (const form of forms) found.words.add(form);
    const { passages, weights, rarity } = weighed(text);
    const exact = word ? await exactly(word, forms) : null;
    for (let at = 0; at < passages.length; at++) {
      const score = weights[at] * rarity * (!exact || exact.has(passages[at]) ? 1 : OTHER_FORM);
      if (score > (scores.get(passages[at]) ?? 0)) scores.set(passages[at], score);
    }
  }
  return scores;
}

/* What stands in all, its scores added up. */
function inAll(maps) {
  const [smallest, ...others] = maps.sort((a, b) => a.size - b.size);
  const scores = new Map();
  for (const [passage, score] of smallest) {
    let sum = score;
    for (const other of others) sum += other.get(passage) ?? NaN;
    if (!Number.isNaN(sum)) scores.set(passage, sum);
  }
  return scores;
}

async function scoreUnit(ways, found) {
  const scoreWay = async (way) => inAll(await Promise.all(way.map((wanted) => anyOf(wanted, found))));
  const [best, ...others] = await Promise.all(ways.map(scoreWay));
  for (const scores of others) {
    for (const [passage, score] of scores) {
      if (score > (best.get(passage) ?? 0)) best.set(passage, score);
    }
  }
  return best;
}

/* The passages in which the words of a phrase stand as far apart as in it. */
async function phrasePassages({ anchors }) {
  if (!anchors) return new Set();
  let before = null;
  for (const { offset, number } of anchors) {
    const here = new Map();
    const coded = numbers(await list("places", number));
    let passage = 0;
    let place = 0;
    for (let at = 0; at < coded.length; at += 2) {
      if (coded[at]) place = 0;
      passage += coded[at];
      place += coded[at + 1];
      const start = place - offset;
      if (before && !before.get(passage)?.has(start)) continue;
      if (!here.has(passage)) here.set(passage, new Set());
      here.get(passage).add(start);
    }
    before = here;
  }
  return new Set(before.keys());
}

/* Filters ----------------------------------------------------------------- */

function readFilters(content) {
  const kinds = new Uint8Array(index.passages);
  let passage = 0;
  for (const run of numbers(content.kind)) {
    kinds.fill(run & 3, passage, passage + (run >>> 2));
    passage += run >>> 2;
  }
  return {
    ...content,
    kind: kinds,
    outlet: numbers(content.outlet),
    language: numbers(content.language),
    first_day: numbers(content.first_day),
    more_days: numbers(content.more_days),
  };
}

/* Whether a passage passes the filters of an address; null where there are none. */
async function filterOf(address, found) {
  const wanted = (name) => address.getAll(name).filter(Boolean);
  const [sources, languages, kinds, entities] = ["source", "language", "kind", "entity"].map(wanted);
  const [from, to] = [address.get("from"), address.get("to")];
  const tests = [];
  if (sources.length || languages.length || kinds.length || from || to) {
    const columns = await piece("filters", 0, readFilters);
    const among = (values, names, first) => new Set(values.map((value) => names.indexOf(value) + first));
    const day = (date) => (Date.parse(date) - Date.parse(columns.epoch)) / 86400000 + 1;
    if (sources.length) {
      const set = among(sources, columns.outlets, 1);
      tests.push((passage, report) => set.has(columns.outlet[report]));
    }
    if (languages.length) {
      const set = among(languages, columns.languages, 0);
      tests.push((passage, report) => set.has(columns.language[report]));
    }
    if (kinds.length) {
      const set = among(kinds, columns.kinds, 0);
      tests.push((passage) => set.has(columns.kind[passage]));
    }
    if (from || to) {
      const [first, last] = [from ? day(from) : -Infinity, to ? day(to) : Infinity];
      tests.push((passage, report) => {
        const start = columns.first_day[report];
        return start > 0 && start <= last && start + columns.more_days[report] >= first;
      });
    }
  }
  for (const id of entities) {
    const number = await entityNumber(id);
    const named = number < 0 ? new Map() : await anyOf([{ kind: "names", number }], found);
    tests.push((passage) => named.has(passage));
  }
  return tests.length ? (passage, report) => tests.every((test) => test(passage, report)) : null;
}

async function entityNumber(id) {
  const at = lastUpTo(index.firstNames, id);
  if (at < 0) return -1;
  const place = (await piece("names", at, (content) => content)).findIndex((entity) => entity[0] === id);
  return place < 0 ? -1 : index.names[at] + place;
}

/* Search ------------------------------------------------------------------ */

/* Everything found for an address, by report, the best first. Nothing of it is shown yet. */
async function search(address) {
  const asked = await unitsOf(address.get("q") ?? "");
  const found = { ...asked, words: new Set(), names: new Map(), groups: [], passages: 0, partly: false };
  const allowed = await filterOf(address, found);
  if (!asked.units.length && (!allowed || asked.unknown.length)) return found;
  const [scored, phrases] = await Promise.all([
    Promise.all(asked.units.map((unit) => scoreUnit(unit, found))),
    Promise.all(asked.phrases.map(phrasePassages)),
  ]);
  const scores = new Float32Array(index.passages);
  const units = new Uint16Array(index.passages);
  for (const unit of scored) {
    for (const [passage, score] of unit) {
      scores[passage] += score;
      units[passage]++;
    }
  }
  /* Only the passages that have the most of what was asked are kept: all of it, mostly. */
  let kept = [];
  let most = Math.min(1, scored.length);
  let report = 0;
  for (let passage = 0; passage < index.passages; passage++) {
    if (units[passage] < most) continue;
    while (index.reports[report + 1] <= passage) report++;
    if (!phrases.every((phrase) => phrase.has(passage)) || (allowed && !allowed(passage, report))) continue;
    if (units[passage] > most) {
      most = units[passage];
      kept = [];
    }
    kept.push({ passage, report, score: scores[passage] });
  }
  found.partly = most < scored.length && kept.length > 0;
  found.groups = byReport(kept);
  if (found.phrases.some(({ words }) => words.some((word) => index.small.has(word.text)))) await confirm(found);
  found.passages = found.groups.reduce((sum, group) => sum + group.passages.length, 0);
  return found;
}

/* Leaves out passages in which other small words stand between the words of a phrase. The texts of so
   many are looked at; the rest is looked at when it is shown. */
async function confirm(found) {
  let left = 60;
  const groups = [];
  for (const group of found.groups) {
    if (left > 0) {
      left -= group.passages.length;
      const texts = await Promise.all(group.passages.map(({ passage }) => textOf(passage, group.report)));
      group.passages = group.passages.filter((_, at) => marksIn(texts[at], found));
    }
    if (group.passages.length) groups.push(group);
  }
  found.groups = groups;
}

/* Passages in the order of the archive as groups, the best first. A report is worth its best passage, and
   a little of the next two. */
function byReport(passages) {
  const groups = [];
  for (const passage of passages) {
    const last = groups[groups.length - 1];
    if (last?.report === passage.report) last.passages.push(passage);
    else groups.push({ report: passage.report, score: 0, passages: [passage] });
  }
  for (const group of groups) {
    group.passages.sort((a, b) => b.score - a.score || a.passage - b.passage);
    const [best, second, third] = group.passages;
    group.score = best.score + 0.2 * (second?.score ?? 0) + 0.1 * (third?.score ?? 0);
  }
  return groups.sort((a, b) => b.score - a.score || a.report - b.report);
}
