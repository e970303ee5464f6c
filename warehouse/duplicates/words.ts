import { dict } from '@node-rs/jieba/dict.js';
import type { TermCounts } from './term-counts.ts';

const fnvOffset = 0x811c9dc5;
const fnvPrime = 0x01000193;

/** FNV-1a over code units, never 0: a million words meet in one hash about a hundred times, which no ranking notices. */
export function hashOf(text: string, seed = fnvOffset): number {
  let hash = seed;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), fnvPrime);
  return hash >>> 0 || 1;
}

/** 2^20 places for the 350 000 words of the dictionary and the beginnings of words. */
const bits = 20;
const golden = 0x9e3779b1;
const mask = (1 << bits) - 1;
/** A beginning that is no word itself. */
const beginning = 1;

interface Dictionary {
  readonly keys: Uint32Array;
  /** ln of the word's share of the corpus jieba counted (negative), or `beginning`. */
  readonly logs: Float32Array;
  readonly rarest: number;
}

function placeOf(keys: Uint32Array, key: number): number {
  let at = Math.imul(key, golden) >>> (32 - bits);
  while (keys[at] !== key && keys[at] !== 0) at = (at + 1) & mask;
  return at;
}

function readDictionary(text: string): Dictionary {
  const keys = new Uint32Array(1 << bits);
  const logs = new Float32Array(1 << bits);
  let total = 0;
  for (let at = 0; at < text.length;) {
    const wordEnd = text.indexOf(' ', at);
    const end = text.indexOf('\n', wordEnd);
    const count = Number.parseInt(text.slice(wordEnd + 1, end === -1 ? undefined : end), 10);
    total += count;
    let hash = fnvOffset;
    for (let index = at; index < wordEnd; index++) {
      hash = Math.imul(hash ^ text.charCodeAt(index), fnvPrime);
      const key = hash >>> 0 || 1;
      const place = placeOf(keys, key);
      if (keys[place] === 0) {
        keys[place] = key;
        logs[place] = beginning;
      }
      if (index === wordEnd - 1) logs[place] = -Math.max(1, count);
    }
    at = end === -1 ? text.length : end + 1;
  }
  const logTotal = Math.log(total);
  for (let place = 0; place < logs.length; place++)
    if ((logs[place] ?? 0) < 0) logs[place] = Math.log(-(logs[place] ?? 0)) - logTotal;
  return { keys, logs, rarest: -logTotal };
}

let dictionary: Dictionary | undefined;

/** The best path so far, from each position to the end. Grows with the longest text seen. */
let scores = new Float64Array(1024);
let ends = new Uint32Array(1024);
let hashes = new Uint32Array(1024);

const isLatinOrDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

/**
 * Cuts a folded text (see `foldForWords`) as jieba does without its guess at unknown words: of all ways to cut it into
 * words of the dictionary, the likeliest by the frequency of each. Runs of letters and digits are one word. Written
 * here, on jieba's own dictionary, because the binding hands every word back as a string: six times the time.
 */
export function cutWords(folded: string, visit: (start: number, end: number, hash: number) => void): void {
  dictionary ??= readDictionary(new TextDecoder().decode(dict));
  const { keys, logs, rarest } = dictionary;
  const { length } = folded;
  if (scores.length <= length) {
    scores = new Float64Array(2 * length + 1);
    ends = new Uint32Array(2 * length + 1);
    hashes = new Uint32Array(2 * length + 1);
  }
  scores[length] = 0;
  for (let at = length - 1; at >= 0; at--) {
    let hash = Math.imul(fnvOffset ^ folded.charCodeAt(at), fnvPrime);
    // One character, in the dictionary or not.
    const alone = placeOf(keys, hash >>> 0 || 1);
    let isBeginning = keys[alone] !== 0;
    let log = logs[alone] ?? 0;
    let best = (log < 0 ? log : rarest) + (scores[at + 1] ?? 0);
    let bestEnd = at + 1;
    let bestHash = hash;
    for (let end = at + 2; isBeginning && end <= length; end++) {
      hash = Math.imul(hash ^ folded.charCodeAt(end - 1), fnvPrime);
      const place = placeOf(keys, hash >>> 0 || 1);
      isBeginning = keys[place] !== 0;
      log = logs[place] ?? 0;
      if (log < 0 && log + (scores[end] ?? 0) > best) {
        best = log + (scores[end] ?? 0);
        bestEnd = end;
        bestHash = hash;
      }
    }
    scores[at] = best;
    ends[at] = bestEnd;
    hashes[at] = bestHash >>> 0 || 1;
  }
  for (let at = 0; at < length;) {
    let end = ends[at] ?? at + 1;
    let hash = hashes[at] ?? 1;
    if (end === at + 1 && isLatinOrDigit(folded.charCodeAt(at))) {
      while (end < length && isLatinOrDigit(folded.charCodeAt(end))) end++;
      hash = hashOf(folded.slice(at, end));
    }
    visit(at, end, hash);
    at = end;
  }
}

/** Counts the words of two characters or more: single characters carry no matter. */
export function countWords(counts: TermCounts, folded: string): TermCounts {
  cutWords(folded, (start, end, hash) => {
    if (end - start > 1) counts.add(hash);
  });
  return counts;
}

/** The words of a text by their hashes, to show which ones two texts share. */
export function namedWords(folded: string): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  cutWords(folded, (start, end, hash) => {
    if (end - start > 1) names.set(hash, folded.slice(start, end));
  });
  return names;
}
