/* search-index.js: what lies in search/, and the words it is looked up by. The index comes in pieces that
   script tags bring as a query needs them: nothing is requested otherwise, so it works from a disk. Each
   piece is a call of archiveSearch. */
"use strict";

/* Pieces ------------------------------------------------------------------ */

/* Beside assets/, wherever the page stands. */
const folder = new URL("../search/", document.currentScript.src);

const arrived = new Map();
const requested = new Map();
let index = null;

/* What every piece calls when it arrives. */
function archiveSearch(kind, number, content) {
  if (kind === "index") openIndex(content);
  else arrived.get(`${kind}-${number}`)?.(content);
}

/* A piece, read by `read` once it is there. */
function piece(kind, number, read) {
  const name = `${kind}-${number}`;
  if (!requested.has(name)) {
    requested.set(name, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      arrived.set(name, (content) => { arrived.delete(name); resolve(read(content)); });
      script.onload = () => script.remove();
      script.onerror = () => { requested.delete(name); reject(new Error(name)); };
      script.src = `${folder}${name}.js?${index.version}`;
      document.head.append(script);
    }));
  }
  return requested.get(name);
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
    firstEnds: content.ends,
    firstSounds: content.sounds,
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
const joinTyped = (words, by) => words.map((word) => word.typed).join(by);

/* Dictionary -------------------------------------------------------------- */

/* A key from the key before it, the number of characters they share, and the rest. */
const keyAfter = (before, rest) => before.slice(0, VALUES[rest.charCodeAt(0)]) + rest.slice(1);

function readWords(first) {
  return (lines) => {
    const entries = new Map();
    let key = "";
    let number = first;
    for (const line of lines) {
      const [rest, word, names] = line.split("|");
      key = keyAfter(key, rest);
      const [frequency = 0, ...terms] = numbers(word);
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

/* The pieces, of those with these first keys, that keys with a beginning stand in; never too many. */
function piecesOf(firsts, prefix) {
  const MOST = 4;
  const first = Math.max(0, lastUpTo(firsts, prefix));
  const found = [];
  for (let at = first; at < Math.min(first + MOST, firsts.length); at++) {
    if (at > first && !firsts[at].startsWith(prefix)) break;
    found.push(at);
  }
  return found;
}

const leads = (entry) => entry.terms.length > 0 || entry.names.length > 0;

/* Words that begin so, the most frequent first. */
async function beginningWith(prefix) {
  const pieces = await Promise.all(piecesOf(index.firstWords, prefix).map(wordsPiece));
  const found = pieces.flatMap((entries) =>
    [...entries.values()].filter((entry) => leads(entry) && entry.key.startsWith(prefix)));
  return found.sort((a, b) => b.frequency - a.frequency);
}
