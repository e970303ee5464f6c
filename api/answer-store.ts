import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Response } from 'express';
import { LRUCache } from 'lru-cache';
import { Flights } from './flights.ts';

/** A content coding an answer can be sent in. */
export type Coding = 'br' | 'gzip' | 'identity';
export const codings: readonly Coding[] = ['br', 'gzip', 'identity'];

/** An answer as it was made. */
export interface MadeAnswer {
  readonly bytes: Buffer;
  /** Its media type. */
  readonly type: string;
  /** For an answer that is saved rather than read. */
  readonly fileName?: string;
}

/** An answer as it goes over the wire. */
export interface StoredAnswer extends MadeAnswer {
  readonly coding: Coding;
}

/** Smaller than this is sent as it is: compressing would save nothing. */
const tinyBytes = 1_024;
const storedBytes = 64 * 1024 * 1024;

const compressors: Readonly<Record<Exclude<Coding, 'identity'>, (bytes: Buffer) => Promise<Buffer>>> = {
  // The cheapest levels: higher ones cost several times the time for a few per cent of the size.
  br: (bytes) => promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }),
  gzip: (bytes) => promisify(gzip)(bytes, { level: 1 }),
};

/** A workbook is compressed already. */
const isCompressed = (type: string): boolean => type.endsWith('spreadsheetml.sheet');

async function encoded(made: MadeAnswer, coding: Coding): Promise<StoredAnswer> {
  const { bytes, type } = made;
  if (coding === 'identity' || bytes.length < tinyBytes || isCompressed(type))
    return { ...made, coding: 'identity' };
  return { ...made, bytes: await compressors[coding](bytes), coding };
}

/**
 * The answers that were given lately, as bytes (least recently used go first), by what they answer: the validator
 * holds the build, so an answer never outlives what it was made from. An answer being made is made once.
 */
export class AnswerStore {
  readonly #answers: LRUCache<string, StoredAnswer>;
  readonly #flights = new Flights<StoredAnswer>();

  constructor(maxBytes = storedBytes) {
    this.#answers = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }) => Math.max(1, bytes.length),
    });
  }

  /** An answer that is there already. */
  find(etag: string, coding: Coding): StoredAnswer | undefined {
    return this.#answers.get(`${etag} ${coding}`);
  }

  /**
   * The answer to a question, from the store or made now.
   * @param make the body and its media type; stops when the signal is aborted
   */
  async answer(
    etag: string,
    coding: Coding,
    res: Response,
    make: (signal: AbortSignal) => Promise<MadeAnswer>,
  ): Promise<StoredAnswer> {
    const key = `${etag} ${coding}`;
    const stored = this.#answers.get(key);
    if (stored) return stored;
    return this.#flights.join(key, res, async (signal) => {
      const answer = await encoded(await make(signal), coding);
      this.#answers.set(key, answer);
      return answer;
    });
  }
}
