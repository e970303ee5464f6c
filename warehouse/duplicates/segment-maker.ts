import { Worker } from 'node:worker_threads';
import type { MeanLengths } from './bm25.ts';
import type { SegmentMaker } from './segment-making.ts';
import type { WithTombstones } from './merge-segments.ts';
import type { Segment } from './segment.ts';
import type { SuggestionText } from './suggestion.ts';

export type SegmentRequest = { readonly number: number } & (
  | { readonly kind: 'build'; readonly documents: readonly SuggestionText[]; readonly mean: MeanLengths }
  | { readonly kind: 'merge'; readonly parts: readonly WithTombstones[] }
);

export type SegmentReply = { readonly number: number } & (
  { readonly segment: Segment } | { readonly error: string }
);

interface Waiting {
  readonly resolve: (segment: Segment) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Builds and merges segments in a thread of its own. Their arrays lie in shared memory: handing them over copies
 * nothing but the ids. The thread does not keep the process alive.
 */
export class SegmentThread implements SegmentMaker {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended: Error | null = null;

  constructor() {
    this.#worker = new Worker(new URL('./segment-worker.mjs', import.meta.url), { execArgv: [] });
    this.#worker.unref();
    this.#worker.on('message', (reply: SegmentReply) => {
      const waiting = this.#waiting.get(reply.number);
      this.#waiting.delete(reply.number);
      if (this.#waiting.size === 0) this.#worker.unref();
      if ('segment' in reply) waiting?.resolve(reply.segment);
      else waiting?.reject(new Error(reply.error));
    });
    this.#worker.on('error', (error) =>
      this.#fail(error instanceof Error ? error : new Error(String(error))),
    );
    this.#worker.on('exit', () => this.#fail(new Error('查重索引的后台线程已结束')));
  }

  build(documents: readonly SuggestionText[], mean: MeanLengths): Promise<Segment> {
    return this.#ask({ number: this.#asked++, kind: 'build', documents, mean });
  }

  merge(parts: readonly WithTombstones[]): Promise<Segment> {
    return this.#ask({ number: this.#asked++, kind: 'merge', parts });
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }

  #ask(request: SegmentRequest): Promise<Segment> {
    if (this.#ended !== null) return Promise.reject(this.#ended);
    return new Promise((resolve, reject) => {
      this.#waiting.set(request.number, { resolve, reject });
      // While something is awaited the process stays.
      this.#worker.ref();
      this.#worker.postMessage(request);
    });
  }

  #fail(error: Error): void {
    this.#ended ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
