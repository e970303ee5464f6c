import { dict } from '@node-rs/jieba/dict.js';
import { textOf } from './normalise.ts';
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
  /** Key and weight of a word lie side by side, two views of one buffer: looking one up waits for memory once. */
  readonly keys: Uint32Array;
  /** ln of the word's share of the corpus jieba counted (negative), or `beginning`. */
  readonly logs: Float32Array;
  /** By character: its weight as a word of its own, and whether longer words begin with it. */
  readonly alone: Float32Array;
  readonly begins: Uint8Array;
  /** A bit for each two characters a word may begin with, by hash: small enough for the cache, where most end. */
  readonly pairs: Uint8Array;
}

const pairBits = 20;

function placeOf(keys: Uint32Array, key: number): number {
  let at = Math.imul(key, golden) >>> (32 - bits);
  while (keys[2 * at] !== key && keys[2 * at] !== 0) at = (at + 1) & mask;
  return at;
}

function emptyDictionary(): Dictionary {
  const buffer = new ArrayBuffer(8 << bits);
  return {
    keys: new Uint32Array(buffer),
    logs: new Float32Array(buffer),
    alone: new Float32Array(0x10000),
    begins: new Uint8Array(0x10000),
    pairs: new Uint8Array(1 << (pairBits - 3)),
  };
}

function readDictionary(text: string): Dictionary {
  const { keys, logs, alone, begins, pairs } = emptyDictionary();
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
      if (keys[2 * place] === 0) {
        keys[2 * place] = key;
        logs[2 * place + 1] = beginning;
      }
      if (index === wordEnd - 1) logs[2 * place + 1] = -Math.max(1, count);
      if (index === at + 1) {
        begins[text.charCodeAt(at)] = 1;
        const bit = Math.imul(hash, golden) >>> (32 - pairBits);
        pairs[bit >>> 3] = (pairs[bit >>> 3] ?? 0) | (1 << (bit & 7));
      }
    }
    at = end === -1 ? text.length : end + 1;
  }
  const logTotal = Math.log(total);
  for (let index = 1; index < logs.length; index += 2)
    if ((logs[index] ?? 0) < 0) logs[index] = Math.log(-(logs[index] ?? 0)) - logTotal;
  for (let code = 0; code < alone.length; code++) {
    const log = logs[2 * placeOf(keys, Math.imul(fnvOffset ^ code, fnvPrime) >>> 0 || 1) + 1] ?? 0;
    alone[code] = log < 0 ? log : -logTotal;
  }
  return { keys, logs, alone, begins, pairs };
}

let dictionary: Dictionary | undefined;
let scores = new Float64Array(1024);
let ends = new Uint32Array(1024);
let hashes = new Uint32Array(1024);

const isLatinOrDigit = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122);

/**
 * Cuts a folded text (see `foldForWords`) as jieba does without its guess at unknown words: of all ways to cut it into
 * words of the dictionary, the likeliest by the frequency of each. Runs of letters and digits are one word. Written
 * here, on jieba's own dictionary, because the binding hands every word back as a string: six times the time.
 */
export function cutWords(
  codes: Uint16Array,
  visit: (start: number, end: number, hash: number) => void,
): void {
  dictionary ??= readDictionary(new TextDecoder().decode(dict));
  findCuts(dictionary, codes);
  const { length } = codes;
  for (let at = 0; at < length;) {
    let end = ends[at] ?? at + 1;
    let hash = hashes[at] ?? 1;
    if (end === at + 1 && isLatinOrDigit(codes[at] ?? 0)) {
      let running = fnvOffset;
      for (end = at; end < length && isLatinOrDigit(codes[end] ?? 0); end++)
        running = Math.imul(running ^ (codes[end] ?? 0), fnvPrime);
      hash = running >>> 0 || 1;
    }
    visit(at, end, hash);
    at = end;
  }
}

/** The best cut of the rest from each place on, from the last to the first: where the word ends, and its hash. */
function findCuts({ keys, logs, alone, begins, pairs }: Dictionary, codes: Uint16Array): void {
  const { length } = codes;
  if (scores.length <= length) {
    scores = new Float64Array(2 * length + 1);
    ends = new Uint32Array(2 * length + 1);
    hashes = new Uint32Array(2 * length + 1);
  }
  const [best, bestEnds, bestHashes] = [scores, ends, hashes];
  best[length] = 0;
  for (let at = length - 1; at >= 0; at--) {
    const code = codes[at] ?? 0;
    let hash = Math.imul(fnvOffset ^ code, fnvPrime);
    let score = (alone[code] ?? 0) + (best[at + 1] ?? 0);
    let end = at + 1;
    let bestHash = hash;
    if (begins[code] === 1 && at + 1 < length) {
      hash = Math.imul(hash ^ (codes[at + 1] ?? 0), fnvPrime);
      const bit = Math.imul(hash, golden) >>> (32 - pairBits);
      let next = ((pairs[bit >>> 3] ?? 0) >>> (bit & 7)) & 1 ? at + 2 : length + 1;
      while (next <= length) {
        const place = placeOf(keys, hash >>> 0 || 1);
        const log = logs[2 * place + 1] ?? 0;
        if (log < 0 && log + (best[next] ?? 0) > score) {
          score = log + (best[next] ?? 0);
          end = next;
          bestHash = hash;
        }
        if (log === 0 || next === length) break;
        hash = Math.imul(hash ^ (codes[next++] ?? 0), fnvPrime);
      }
    }
    best[at] = score;
    bestEnds[at] = end;
    bestHashes[at] = bestHash >>> 0 || 1;
  }
}

/** Counts the words of two characters or more: single characters carry no matter. */
export function countWords(counts: TermCounts, codes: Uint16Array): TermCounts {
  cutWords(codes, (start, end, hash) => {
    if (end - start > 1) counts.add(hash);
  });
  return counts;
}

/** The words of a text by their hashes, to show which ones two texts share. */
export function namedWords(codes: Uint16Array): ReadonlyMap<number, string> {
  const names = new Map<number, string>();
  cutWords(codes, (start, end, hash) => {
    if (end - start > 1) names.set(hash, textOf(codes, start, end));
  });
  return names;
}
