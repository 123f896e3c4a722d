/* search.js: the search page. The index lies in search/, in pieces that script tags bring as a query
   needs them: nothing is requested otherwise, so it works from a disk. Each piece is a call of
   archiveSearch; how they are written is told in src/render/search/mod.rs of the program. */
"use strict";

/* Pieces ------------------------------------------------------------------ */

const arrived = new Map();
const asked = new Map();
let index = null;

/* What every piece calls when it arrives. */
function archiveSearch(kind, number, content) {
  if (kind === "index") openIndex(content);
  else arrived.get(`${kind}-${number}`)?.(content);
}

/* A piece, read by `read` once it is there. */
function piece(kind, number, read) {
  const name = `${kind}-${number}`;
  if (!asked.has(name)) {
    asked.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      arrived.set(name, (content) => { arrived.delete(name); resolve(read(content)); });
      script.onload = () => script.remove();
      script.onerror = () => { asked.delete(name); reject(new Error(name)); };
      script.src = `search/${name}.js?${index.version}`;
      document.head.append(script);
    }));
  }
  return asked.get(name);
}

/* Lists of numbers: base 64 digits of five bits, lowest first; from 32 on another digit follows. */
const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const VALUES = new Uint8Array(128);
for (let digit = 0; digit < 64; digit++) VALUES[DIGITS.charCodeAt(digit)] = digit;

function numbers(text) {
  const list = [];
  let number = 0;
  let shift = 0;
  for (let at = 0; at < text.length; at++) {
    const digit = VALUES[text.charCodeAt(at)];
    number |= (digit & 31) << shift;
    shift += 5;
    if (digit < 32) {
      list.push(number >>> 0);
      number = shift = 0;
    }
  }
  return list;
}

/* The number of the first thing in each part, and how many there are in all. */
function starts(counts) {
  const list = [0];
  for (const count of numbers(counts)) list.push(list[list.length - 1] + count);
  return list;
}

/* The last place in a sorted list that holds no more than `wanted`; -1 where there is none. */
function lastUpTo(list, wanted) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] <= wanted) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function openIndex(content) {
  index = {
    version: content.version,
    passages: content.passages,
    reports: starts(content.reports),
    firstWords: content.words.first,
    words: starts(content.words.counts),
    firstNames: content.names.first,
    names: starts(content.names.counts),
    terms: starts(content.terms),
    places: starts(content.places),
    texts: starts(content.texts),
    small: new Set(content.small.split(" ")),
  };
  for (const [character, folded] of content.folds) FOLDED.set(character, folded);
}

/* The list with a number, from the piece that holds it. */
async function list(kind, number) {
  const at = lastUpTo(index[kind], number);
  return (await piece(kind, at, (content) => content))[number - index[kind][at]];
}

/* Words ------------------------------------------------------------------- */

const FOLDED = new Map();
const LETTER = /[\p{Alphabetic}\p{N}]/u;
const HYPHEN = /[-\u2010\u2011]/;

function foldCharacter(character) {
  let folded = FOLDED.get(character);
  if (folded === undefined) {
    const bare = (text) => text.replace(/\p{M}/gu, "");
    folded = bare(bare(character.normalize("NFD")).toLowerCase());
    FOLDED.set(character, folded);
  }
  return folded;
}

/* The words of a text, folded, with their places in it; `joined` by a hyphen to the next. */
function wordsOf(text) {
  const words = [];
  let word = null;
  let afterHyphen = false;
  let at = 0;
  for (const character of text) {
    const folded = foldCharacter(character);
    if (folded && LETTER.test(folded)) {
      if (!word) {
        if (afterHyphen) words[words.length - 1].joined = true;
        word = { text: "", start: at, end: at, joined: false };
        words.push(word);
      }
      word.text += folded;
      word.end = at + character.length;
    } else if (folded) {
      afterHyphen = word !== null && HYPHEN.test(character);
      word = null;
    }
    at += character.length;
  }
  return words;
}

/* How many words from `at` on are one compound. */
function compoundLength(words, at) {
  let length = 1;
  while (words[at + length - 1].joined) length++;
  return length;
}

const joinTexts = (words, by) => words.map((word) => word.text).join(by);

/* What was asked: runs of words, and phrases between quotation marks of any kind. */
function parse(query) {
  return query
    .split(/["“”„«»]/)
    .map((part, number) => ({ words: wordsOf(part), quoted: number % 2 === 1 }))
    .filter((part) => part.words.length > 0);
}

/* Dictionary -------------------------------------------------------------- */

function readWords(first) {
  return (lines) => {
    const entries = new Map();
    let key = "";
    let number = first;
    for (const line of lines) {
      const [rest, word, names] = line.split("|");
      key = key.slice(0, VALUES[rest.charCodeAt(0)]) + rest.slice(1);
      const [frequency, ...terms] = numbers(word);
      entries.set(key, { key, frequency, terms, number: terms.length ? number++ : -1, names: numbers(names ?? "") });
    }
    return entries;
  };
}

const wordsPiece = (at) => piece("words", at, readWords(index.words[at]));

async function lookUp(key) {
  const at = lastUpTo(index.firstWords, key);
  return at < 0 ? undefined : (await wordsPiece(at)).get(key);
}

/* Words that begin so, the most frequent first. */
async function beginningWith(prefix) {
  const first = Math.max(0, lastUpTo(index.firstWords, prefix));
  const found = [];
  for (let at = first; at < Math.min(first + 3, index.firstWords.length); at++) {
    if (at > first && !index.firstWords[at].startsWith(prefix)) break;
    for (const entry of (await wordsPiece(at)).values()) {
      if (entry.terms.length && entry.key.startsWith(prefix)) found.push(entry);
    }
  }
  return found.sort((a, b) => b.frequency - a.frequency);
}

/* What stands in for a word that the archive does not have: a word it begins, for it may not be typed
   to its end; or words with the same beginning and another ending. */
async function near(word) {
  const MOST = 4;
  if (word.length < 3) return [];
  const longer = await beginningWith(word);
  if (longer.length) return longer.slice(0, MOST);
  const shortest = Math.max(4, Math.ceil(word.length * 0.6));
  for (let length = word.length - 1; length >= shortest; length--) {
    const alike = (await beginningWith(word.slice(0, length))).filter((entry) => entry.key.length - length <= 4);
    if (alike.length) return alike.slice(0, MOST);
  }
  return [];
}

/* Query ------------------------------------------------------------------- */

/* A unit is something that a passage should have; any of its ways will do, each of them a list of
   things that must all be there, and each of these any of some lists. */
async function unitsOf(query) {
  const asked = { units: [], phrases: [], names: new Set(), unknown: [], instead: [], small: [] };
  for (const { words, quoted } of parse(query)) {
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
      asked.small.push(own[0].text);
      continue;
    }
    const ways = [];
    if (name) {
      for (const number of name.entities) asked.names.add(number);
      ways.push([name.entities.map((number) => ({ kind: "names", number }))]);
    }
    if (length > 1) {
      const whole = await lookUp(joinTexts(own, ""));
      if (whole?.terms.length) ways.push([termsOf([whole])]);
    }
    const parts = await partsOf(own, asked, ways.length > 0);
    if (parts) ways.push(parts);
    if (ways.length) asked.units.push(ways);
    else asked.unknown.push(joinTexts(own, "-"));
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

/* The lists of each word that says something; null where the archive does not have one of them. */
async function partsOf(words, asked, exact) {
  const parts = [];
  for (const { text } of words) {
    if (words.length > 1 && index.small.has(text)) continue;
    const entry = await lookUp(text);
    let entries = entry?.terms.length ? [entry] : [];
    if (!entries.length && !exact) {
      entries = await near(text);
      if (entries.length) asked.instead.push({ word: text, words: entries.map((e) => e.key) });
    }
    if (!entries.length) return null;
    parts.push(termsOf(entries));
  }
  return parts.length ? parts : null;
}

function termsOf(entries) {
  const terms = new Set(entries.flatMap((entry) => entry.terms));
  return [...terms].map((number) => ({ kind: "terms", number }));
}

/* A phrase is its words, and the order in which they stand. Small words have no list of places: that
   they stand between the others is seen in the texts that are shown. */
async function addPhrase(words, asked) {
  const anchors = [];
  for (const [offset, { text }] of words.entries()) {
    if (index.small.has(text)) continue;
    const entry = await lookUp(text);
    if (!entry?.terms.length) {
      asked.unknown.push(text);
      asked.phrases.push({ words, anchors: null });
      return;
    }
    anchors.push({ offset, number: entry.number });
    asked.units.push([[termsOf([entry])]]);
  }
  if (anchors.length) asked.phrases.push({ words, anchors });
  else asked.small.push(joinTexts(words, " "));
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

/* The passages of the best of some lists, with their scores. */
async function anyOf(wanted, found) {
  const scores = new Map();
  for (const { kind, number } of wanted) {
    const content = await list(kind, number);
    const isName = kind === "names";
    const [words, text] = isName ? ["", content[3]] : content.split("|");
    if (isName) found.names.set(number, { id: content[0], name: content[1], family: content[2] });
    for (const word of words.split(" ")) found.words.add(word);
    const { passages, weights, rarity } = weighed(text);
    for (let at = 0; at < passages.length; at++) {
      const score = weights[at] * rarity;
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
  let best = null;
  for (const way of ways) {
    const scores = inAll(await Promise.all(way.map((wanted) => anyOf(wanted, found))));
    if (!best) { best = scores; continue; }
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

const reportOf = (passage) => lastUpTo(index.reports, passage);

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
  const totals = new Map();
  if (!scored.length) for (let passage = 0; passage < index.passages; passage++) totals.set(passage, { score: 0, units: 0 });
  for (const unit of scored) {
    for (const [passage, score] of unit) {
      const total = totals.get(passage);
      if (total) { total.score += score; total.units++; } else totals.set(passage, { score, units: 1 });
    }
  }
  const passes = (passage) => phrases.every((phrase) => phrase.has(passage))
    && (!allowed || allowed(passage, reportOf(passage)));
  const kept = [...totals].filter(([passage]) => passes(passage));
  const most = kept.reduce((units, [, total]) => Math.max(units, total.units), 0);
  found.partly = most < scored.length && kept.length > 0;
  found.groups = byReport(kept.filter(([, total]) => total.units === most));
  found.passages = found.groups.reduce((sum, group) => sum + group.passages.length, 0);
  return found;
}

/* A report is worth its best passage, and a little of the next two. */
function byReport(passages) {
  const groups = new Map();
  for (const [passage, { score }] of passages) {
    const report = reportOf(passage);
    if (!groups.has(report)) groups.set(report, { report, score: 0, passages: [] });
    groups.get(report).passages.push({ passage, score });
  }
  for (const group of groups.values()) {
    group.passages.sort((a, b) => b.score - a.score || a.passage - b.passage);
    const [best, second, third] = group.passages;
    group.score = best.score + 0.2 * (second?.score ?? 0) + 0.1 * (third?.score ?? 0);
  }
  return [...groups.values()].sort((a, b) => b.score - a.score || a.report - b.report);
}

/* Showing ----------------------------------------------------------------- */

/* The words of a passage and the head of its report. */
async function textOf(passage, report) {
  const at = lastUpTo(index.texts, passage);
  const { reports, passages } = await piece("texts", at, (content) => content);
  const [id, number, words, mentions] = passages[passage - index.texts[at]];
  const [, href, siglum, reprint, title, outlet, date, language] = reports.find((head) => head[0] === report);
  return { id, number, words, mentions, href, siglum, reprint, title, outlet, date, language };
}

/* The ranges of a text that were found in it, in order; null where a phrase is not in it after all. */
function marksIn({ words: text, mentions }, found) {
  const words = wordsOf(text);
  const marks = [];
  for (const phrase of found.phrases) {
    const before = marks.length;
    for (let at = 0; at + phrase.words.length <= words.length; at++) {
      if (phrase.words.every((word, offset) => words[at + offset].text === word.text)) {
        marks.push([words[at].start, words[at + phrase.words.length - 1].end]);
      }
    }
    if (marks.length === before) return null;
  }
  const phrased = new Set(found.phrases.flatMap((phrase) => phrase.words.map((word) => word.text)));
  for (let at = 0; at < words.length; at++) {
    const { text: word, start, end, joined } = words[at];
    if (found.words.has(word) && !phrased.has(word)) marks.push([start, end]);
    if (joined && !words[at - 1]?.joined) {
      const length = compoundLength(words, at);
      const whole = joinTexts(words.slice(at, at + length), "");
      if (found.words.has(whole)) marks.push([start, words[at + length - 1].end]);
    }
  }
  const named = numbers(mentions);
  for (let at = 0; at < named.length; at += 3) {
    if (found.names.has(named[at + 2])) marks.push([named[at], named[at] + named[at + 1]]);
  }
  marks.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  return marks.filter(([, end], at) => !marks.slice(0, at).some((other) => other[1] >= end));
}

/* The part of a long text that holds the most of what was found: where it begins and ends. */
function windowOf(text, marks) {
  const LONGEST = 300;
  const LEAD = 70;
  if (text.length <= LONGEST * 1.2) return [0, text.length];
  let best = [0, -1];
  for (const [start] of marks) {
    const from = Math.max(0, start - LEAD);
    const count = marks.filter((mark) => mark[0] >= from && mark[1] <= from + LONGEST).length;
    if (count > best[1]) best = [from, count];
  }
  const at = text.length - best[0] < LONGEST ? text.length - LONGEST : best[0];
  const from = at === 0 ? 0 : at + Math.max(0, text.slice(at, at + 30).search(/\s/));
  const cut = text.slice(0, from + LONGEST).search(/\s\S*$/);
  return [from, from + LONGEST >= text.length || cut <= from ? Math.min(from + LONGEST, text.length) : cut];
}

/* A passage in its context, as text and marks; words of a source never become markup. */
function snippet(text, marks) {
  const [from, to] = windowOf(text, marks);
  const parts = [from > 0 ? "… " : ""];
  let at = from;
  for (const [start, end] of marks) {
    if (start < at || end > to) continue;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, end);
    parts.push(text.slice(at, start), mark);
    at = end;
  }
  parts.push(text.slice(at, to), to < text.length ? " …" : "");
  return parts;
}

/* Page -------------------------------------------------------------------- */

const GROUPS = 10;
const PASSAGES = 4;

function startPage() {
  const form = document.querySelector(".search-form");
  const results = document.querySelector(".section-results");
  const page = { form, results, said: results.dataset, count: results.querySelector(".result-count"), run: 0 };
  const read = () => {
    const fields = [...new FormData(form)].filter(([, value]) => value.trim());
    return new URLSearchParams(fields);
  };
  /* The address follows what is asked, so that it can be sent on and the way back leads to it; letters
     typed one after the other are one step of that way. */
  let typing = false;
  const follow = (isTyping) => {
    const query = read().toString();
    const address = query ? `?${query}` : location.pathname;
    try {
      if (query !== location.search.slice(1)) {
        if (isTyping && typing) history.replaceState(null, "", address);
        else history.pushState(null, "", address);
      }
    } catch { /* some browsers let no page on a disk change its address */ }
    typing = isTyping;
    show(page, read());
  };
  let timer = 0;
  form.q.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(follow, 180, true);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    follow(false);
  });
  document.addEventListener("change", (event) => {
    if (event.target.form === form && event.target !== form.q) follow(false);
  });
  const restore = () => {
    const address = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = address.getAll(field.name).includes(field.value);
      else if (field.name) field.value = address.get(field.name) ?? "";
    }
    typing = false;
    show(page, address);
  };
  addEventListener("popstate", restore);
  document.querySelector(".search-grid").hidden = false;
  restore();
  if (!location.search) form.q.focus();
}

async function show(page, address) {
  const run = ++page.run;
  if (![...address.values()].some((value) => value.trim())) {
    page.count.textContent = "";
    clear(page);
    return;
  }
  try {
    const found = await search(address);
    if (run !== page.run) return;
    const first = await groupsOf(page, found, 0);
    if (run !== page.run) return;
    clear(page);
    page.count.textContent = sayCount(page, found);
    page.results.append(...remarks(page, found), ...first);
    addMore(page, found, GROUPS, run);
  } catch (error) {
    if (run !== page.run) return;
    clear(page);
    page.count.textContent = page.said.broken;
    throw error;
  }
}

function clear(page) {
  while (page.count.nextSibling) page.count.nextSibling.remove();
}

/* "{n} passages" with a number in the form that goes with it. */
function sayNumber(said, key, number) {
  const form = said.singular.split(" ").includes(String(number)) ? "One" : "Other";
  const digits = String(number).replace(/\B(?=(\d{3})+$)/g, said.group);
  return said[key + form].replace("{n}", digits);
}

function sayCount({ said }, found) {
  if (!found.passages) return found.small.length && !found.unknown.length && !found.units.length ? said.small : said.none;
  return said.found
    .replace("{passages}", sayNumber(said, "passages", found.passages))
    .replace("{reports}", sayNumber(said, "reports", found.groups.length));
}

/* What was made of the words that were typed. */
function remarks({ said }, found) {
  const remark = (pattern, ...content) => {
    const line = document.createElement("p");
    line.className = "note result-remark";
    const [before, after] = pattern.split("{}");
    line.append(before, ...content, after ?? "");
    return line;
  };
  const lines = [];
  const names = [...found.names].map(([, { id, name, family }]) => {
    const link = document.createElement("a");
    link.className = `mention mention-${family}`;
    link.href = `entities/${encodeURIComponent(id)}.html`;
    link.textContent = name;
    return link;
  });
  if (names.length) lines.push(remark(said.names, ...names.flatMap((link, at) => (at ? [", ", link] : [link]))));
  for (const { word, words } of found.instead) lines.push(remark(said.instead.replace("{word}", word), words.join(", ")));
  if (found.unknown.length) lines.push(remark(said.unknown, found.unknown.join(", ")));
  if (found.partly) lines.push(remark(said.partly));
  if (!found.passages) lines.push(remark(said.advice));
  return lines;
}

async function groupsOf(page, found, from) {
  const groups = await Promise.all(found.groups.slice(from, from + GROUPS).map((group) => groupOf(page, found, group)));
  return groups.filter(Boolean);
}

async function groupOf(page, found, { report, passages }) {
  const section = document.getElementById("result-group").content.firstElementChild.cloneNode(true);
  const items = section.querySelector("ol");
  const head = await textOf(passages[0].passage, report);
  const siglum = section.querySelector(".siglum");
  siglum.textContent = head.siglum;
  siglum.title = head.outlet || head.title;
  siglum.classList.toggle("siglum-reprint", head.reprint);
  const title = section.querySelector("h2");
  title.textContent = head.title;
  if (head.language) title.lang = head.language;
  section.querySelector(".count").textContent = [head.outlet, head.date].filter(Boolean).join(", ");
  const add = async (some) => {
    const texts = await Promise.all(some.map(({ passage }) => textOf(passage, report)));
    items.append(...texts.map((text) => resultOf(text, found)).filter(Boolean));
  };
  await add(passages.slice(0, PASSAGES));
  if (!items.children.length) return null;
  const more = section.querySelector("button");
  more.hidden = passages.length <= PASSAGES;
  more.textContent = sayNumber(page.said, "rest", passages.length - PASSAGES);
  more.addEventListener("click", async () => {
    more.remove();
    const last = items.lastElementChild;
    await add(passages.slice(PASSAGES));
    last.nextElementSibling?.querySelector("a").focus();
  });
  return section;
}

function resultOf(text, found) {
  const marks = marksIn(text, found);
  if (!marks) return null;
  const item = document.getElementById("result").content.firstElementChild.cloneNode(true);
  const link = item.querySelector("a");
  link.href = `${text.href}#${text.id}`;
  item.querySelector(".result-number").textContent = text.number;
  const words = item.querySelector(".result-words");
  words.append(...snippet(text.words, marks));
  if (text.language) words.lang = text.language;
  return item;
}

function addMore(page, found, from, run) {
  if (from >= found.groups.length) return;
  const more = document.createElement("button");
  more.type = "button";
  more.className = "result-more";
  more.textContent = page.said.more;
  more.addEventListener("click", async () => {
    const groups = await groupsOf(page, found, from);
    if (run !== page.run) return;
    more.replaceWith(...groups);
    groups[0]?.querySelector("a").focus();
    addMore(page, found, from + GROUPS, run);
  });
  page.results.append(more);
}

if (typeof document !== "undefined") document.addEventListener("DOMContentLoaded", startPage);
