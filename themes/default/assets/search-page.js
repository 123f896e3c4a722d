/* search-page.js: the search page, its form, its address and its results. */
"use strict";

/* Showing ----------------------------------------------------------------- */

/* The words of a passage and the head of its report. */
async function textOf(passage, report) {
  const at = lastUpTo(index.texts, passage);
  const { reports, passages } = await piece("texts", at, (content) => content);
  const [id, number, words, mentions] = passages[passage - index.texts[at]];
  const [, href, siglum, reprint, title, outlet, dates, language] = reports.find((head) => head[0] === report);
  const date = dates[document.querySelector(".section-results").dataset.language] ?? dates[0];
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
  const from = at === 0 ? 0 : at + text.slice(at, at + 30).search(/\s/) + 1;
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
  restore();
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

if (typeof document !== "undefined") {
  const grid = document.getElementById("search-grid");
  grid.replaceWith(grid.content);
  /* Filters are shut; where there is room beside the results, the first one opens. */
  const filter = document.querySelector(".filter");
  if (filter && matchMedia("(min-width: 62rem)").matches) filter.open = true;
  document.addEventListener("DOMContentLoaded", startPage);
}
