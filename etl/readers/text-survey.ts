import { isUtf8 } from 'node:buffer';
import { createReadStream } from 'node:fs';

/** What one pass over the bytes of a file tells of it as a text. */
export interface TextSurvey {
  readonly isUtf8: boolean;
  /** Lines, the last one counted whether it ends in a line feed or not. */
  readonly lines: number;
  /** Bytes of the longest line. */
  readonly longestLine: number;
}

/** Bytes at the end that begin a character of UTF-8 and do not finish it. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return length > back ? back : 0;
  }
  return 0;
}

/** Bytes at the start that can only go on with a character. */
function goingOn(bytes: Buffer): number {
  let count = 0;
  while (count < Math.min(3, bytes.length) && ((bytes[count] ?? 0) & 0xc0) === 0x80) count += 1;
  return count;
}

/** Surveys a text that comes in parts, a character torn between two of them included. */
export class TextSurveyor {
  #isUtf8 = true;
  #torn: Buffer = Buffer.alloc(0);
  #lineFeeds = 0;
  #longest = 0;
  /** Bytes of the line that is not ended yet. */
  #begun = 0;
  #last = 10;

  add(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#measure(bytes);
    this.#last = bytes[bytes.length - 1] ?? this.#last;
    if (!this.#isUtf8) return;
    const from = this.#torn.length === 0 ? 0 : goingOn(bytes);
    const joined =
      this.#torn.length === 0 ? this.#torn : Buffer.concat([this.#torn, bytes.subarray(0, from)]);
    if (from === bytes.length && unfinished(joined) > 0) {
      this.#torn = joined;
      return;
    }
    const to = bytes.length - unfinished(bytes.subarray(from));
    this.#isUtf8 = isUtf8(joined) && isUtf8(bytes.subarray(from, to));
    this.#torn = Buffer.from(bytes.subarray(to));
  }

  #measure(bytes: Buffer): void {
    let from = -this.#begun;
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) {
      this.#lineFeeds += 1;
      if (at - from > this.#longest) this.#longest = at - from;
      from = at + 1;
    }
    this.#begun = bytes.length - from;
  }

  done(): TextSurvey {
    return {
      isUtf8: this.#isUtf8 && this.#torn.length === 0,
      longestLine: Math.max(this.#longest, this.#begun),
      lines: this.#last === 10 ? this.#lineFeeds : this.#lineFeeds + 1,
    };
  }
}

export async function surveyText(file: string): Promise<TextSurvey> {
  const surveyor = new TextSurveyor();
  for await (const part of createReadStream(file, { highWaterMark: 1 << 20 })) surveyor.add(part as Buffer);
  return surveyor.done();
}
