/* search-spelling.js: what stands in for a word that the archive does not have. */
"use strict";

/* In this order: words that it begins, for it may not be typed to its end; words that are one letter away;
   names that sound alike, whatever alphabet they come from; words with the same beginning and another ending. */
async function near(word, typed) {
  const MOST = 4;
  if (word.length < 3) return [];
  for (const find of [beginningWith, oneLetterAway, (word) => soundingLike(word, typed), endingOtherwise]) {
    const found = await find(word);
    if (found.length) return found.slice(0, MOST);
  }
  return [];
}

async function endingOtherwise(word) {
  const shortest = Math.max(4, Math.ceil(word.length * 0.6));
  for (let length = word.length - 1; length >= shortest; length--) {
    const alike = (await beginningWith(word.slice(0, length))).filter((entry) => entry.key.length - length <= 4);
    if (alike.length) return alike;
  }
  return [];
}

/* Letters ----------------------------------------------------------------- */

const SHORTEST = 4;

/* A word with one letter too many, missing, changed, or two that changed places, has its beginning or its
   end in common with the right one. */
async function oneLetterAway(word) {
  if (word.length < SHORTEST || /\d/.test(word)) return [];
  const half = Math.min(word.length >> 1, word.length - 3);
  const isNear = (key) => key.length >= SHORTEST && isOneLetterAway(word, key);
  const [begun, ended] = await Promise.all([beginningWith(word.slice(0, half)), wordsEnding(word.slice(half + 1))]);
  const entries = await Promise.all(ended.filter(isNear).map(lookUp));
  const found = [...begun.filter(({ key }) => isNear(key)), ...entries.filter((entry) => entry && leads(entry))];
  return [...new Map(found.map((entry) => [entry.key, entry])).values()]
    .sort((a, b) => b.names.length - a.names.length || b.frequency - a.frequency || (a.key < b.key ? -1 : 1));
}

function isOneLetterAway(a, b) {
  if (a.length > b.length) return isOneLetterAway(b, a);
  if (b.length - a.length > 1) return false;
  let same = 0;
  while (same < a.length && a[same] === b[same]) same++;
  const [restA, restB] = [a.slice(same), b.slice(same)];
  if (a.length < b.length) return restA === restB.slice(1);
  return restA.slice(1) === restB.slice(1)
    || (restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2));
}

const reversed = (word) => [...word].reverse().join("");

function readEnds(lines) {
  let key = "";
  return lines.map((line) => (key = keyAfter(key, line)));
}

/* The words that end so; what they lead to is not looked up. */
async function wordsEnding(end) {
  const prefix = reversed(end);
  const pieces = await Promise.all(piecesOf(index.firstEnds, prefix).map((at) => piece("ends", at, readEnds)));
  return pieces.flat().filter((key) => key.startsWith(prefix)).map(reversed);
}

/* Sounds ------------------------------------------------------------------ */

/* The same as the program reads names (src/text/sounds.rs): consonants, which must be the same, and what
   stands before, between and behind them, which must be near. */
function soundOf(read) {
  const sound = { consonants: "", vowels: [""] };
  for (const character of read) {
    const last = sound.vowels.length - 1;
    if (character === character.toLowerCase()) {
      if (!sound.vowels[last].endsWith(character)) sound.vowels[last] += character;
    } else if (!(sound.vowels[last] === "" && sound.consonants.endsWith(character))) {
      sound.consonants += character;
      sound.vowels.push("");
    }
  }
  return sound;
}

function readLetters({ common, alike, endings, spelling }) {
  const rule = ([letters, sounds]) => ({
    letters: letters.replace(/^\^|\$$/g, ""),
    first: letters.startsWith("^"),
    last: letters.endsWith("$"),
    sounds: sounds.split("|"),
  });
  return { alike, endings, spellings: spelling.map(({ rules }) => [...rules, ...common].map(rule)) };
}

/* Every way to read a word in one spelling. */
function readings(word, rules) {
  const MOST = 16;
  let all = [""];
  for (let at = 0; at < word.length; ) {
    const fits = ({ letters, first, last }) =>
      word.startsWith(letters, at) && (!first || at === 0) && (!last || at + letters.length === word.length);
    const bare = foldCharacter(word[at]);
    const isBare = ({ letters, first, last }) => !first && !last && letters === bare;
    const rule = rules.find(fits);
    const sounds = rule ? rule.sounds : [rules.find(isBare)?.sounds[0] ?? bare];
    all = all.flatMap((read) => sounds.map((sound) => read + sound)).slice(0, MOST);
    at += rule ? rule.letters.length : 1;
  }
  return all;
}

/* How far two sounds with the same consonants are apart; infinitely where they are two words. */
function apart(a, b, { alike, endings }) {
  if (a.vowels.length !== b.vowels.length) return Infinity;
  const last = a.vowels.length - 1;
  const among = (pairs, x, y) => pairs.includes(x + y) || pairs.includes(y + x);
  let sum = 0;
  for (let at = 0; at <= last; at++) {
    const [x, y] = [a.vowels[at], b.vowels[at]];
    const shifts = endings.some(([pair, consonant]) =>
      at + 1 === last && a.consonants.endsWith(consonant) && among([pair], x.slice(-1), y.slice(-1)));
    sum += Math.min(vowelsApart(x, y, at === last, among.bind(null, alike)), shifts ? 1 : Infinity);
  }
  return sum;
}

function vowelsApart(a, b, isLast, areAlike) {
  if (a === b) return 0;
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short === "") {
    if (long === "e" && isLast) return 0;
    if (long === "e" || long === "i") return 2;
    return long === "a" && isLast ? 1 : Infinity;
  }
  const bare = (vowels) => vowels.replace(/^i+/, "");
  if (bare(short) && bare(short) === bare(long)) return 0;
  const glide = (vowels) => vowels.length < 2 || vowels[vowels.length - 2] === "i";
  const [x, y] = [short.slice(-1), long.slice(-1)];
  return glide(short) && glide(long) && (x === y || areAlike(x, y)) ? 1 : Infinity;
}

/* The more consonants agree, the more vowels may differ. */
const tolerance = (consonants) => Math.min(2, Math.max(0, (consonants.length - 1) >> 1));

function readSounds(lines) {
  let key = "";
  return lines.map((line) => {
    const [rest, whole, word] = line.split("|");
    key = keyAfter(key, rest);
    return { key, sound: soundOf(whole), word };
  });
}

async function soundingLike(word, typed) {
  if (word.length < SHORTEST || /\d/.test(word) || !index.firstSounds.length) return [];
  const letters = await piece("letters", 0, readLetters);
  const wanted = typed.normalize("NFC").toLowerCase();
  const reads = new Set(letters.spellings.flatMap((rules) => readings(wanted, rules)));
  const far = new Map();
  for (const sound of [...reads].map(soundOf)) {
    const pieces = piecesOf(index.firstSounds, sound.consonants).map((at) => piece("sounds", at, readSounds));
    for (const name of (await Promise.all(pieces)).flat()) {
      if (name.key !== sound.consonants) continue;
      const distance = apart(sound, name.sound, letters);
      if (distance <= tolerance(name.key)) far.set(name.word, Math.min(distance, far.get(name.word) ?? Infinity));
    }
  }
  const nearest = Math.min(...far.values());
  const names = [...far].filter(([, distance]) => distance === nearest).map(([name]) => lookUp(name));
  const entries = (await Promise.all(names)).filter((entry) => entry && leads(entry));
  return entries.sort((a, b) => b.names.length - a.names.length || b.frequency - a.frequency);
}
