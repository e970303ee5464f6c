import { setTimeout as pause } from 'node:timers/promises';
import type { CDPSession, Page } from 'playwright-core';
import { countClasses } from './class-counts.ts';
import type { ClassCount } from './class-counts.ts';

const mostTries = 15;
const betweenTriesMs = 500;
/** Two readings of the heap that differ by less are the same. */
const leastChange = 0.002;

/** What the page holds after everything that can be thrown away was. */
export interface MemoryReading {
  /** Updates applied before it. */
  readonly updates: number;
  /** How often every scene was shown before it. */
  readonly rounds: number;
  /** Bytes of live JavaScript objects. */
  readonly heap: number;
  /** Bytes behind them: buffers, and what the browser keeps of the document. */
  readonly outside: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Charts of ECharts that are in memory, shown or not. */
  readonly charts: number;
  readonly chartsShown: number;
}

/** Reads the memory of a page through the DevTools protocol. */
export class MemoryProbe {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<MemoryProbe> {
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.enable');
    return new MemoryProbe(session);
  }

  /** Collects again and again until two readings in a row are the same; after a while reads all the same. */
  async readAtRest(after: Pick<MemoryReading, 'updates' | 'rounds'>): Promise<MemoryReading> {
    let reading = await this.#read(after);
    for (let tries = 0; tries < mostTries; tries += 1) {
      await pause(betweenTriesMs);
      const next = await this.#read(after);
      const isAtRest =
        next.nodes === reading.nodes &&
        next.listeners === reading.listeners &&
        Math.abs(next.heap - reading.heap) < leastChange * reading.heap;
      reading = next;
      if (isAtRest) break;
    }
    return reading;
  }

  /** How many objects of each class are alive, and their bytes without what they hold. */
  async classes(): Promise<ReadonlyMap<string, ClassCount>> {
    const chunks: string[] = [];
    const listen = ({ chunk }: { readonly chunk: string }) => void chunks.push(chunk);
    this.#session.on('HeapProfiler.addHeapSnapshotChunk', listen);
    await this.#session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
    this.#session.off('HeapProfiler.addHeapSnapshotChunk', listen);
    return countClasses(chunks.join(''));
  }

  async #read(after: Pick<MemoryReading, 'updates' | 'rounds'>): Promise<MemoryReading> {
    const charts = await this.#charts();
    // What a first collection lets go of may be all that held something else.
    await this.#session.send('HeapProfiler.collectGarbage');
    await this.#session.send('HeapProfiler.collectGarbage');
    const { usedSize, embedderHeapUsedSize, backingStorageSize } =
      await this.#session.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await this.#session.send('Memory.getDOMCounters');
    return {
      ...after,
      heap: usedSize,
      outside: embedderHeapUsedSize + backingStorageSize,
      nodes,
      listeners: jsEventListeners,
      ...charts,
    };
  }

  /** Elements that hold a chart, those that nobody sees any more among them. */
  async #charts(): Promise<{ readonly charts: number; readonly chartsShown: number }> {
    const objectGroup = 'charts';
    const { result } = await this.#session.send('Runtime.evaluate', {
      expression: 'HTMLElement.prototype',
      objectGroup,
    });
    const { objects } = await this.#session.send('Runtime.queryObjects', {
      prototypeObjectId: result.objectId ?? '',
      objectGroup,
    });
    const counted = await this.#session.send('Runtime.callFunctionOn', {
      objectId: objects.objectId ?? '',
      functionDeclaration: `function () {
        // Prototypes are among them.
        const held = this.filter((element) => element !== element.constructor?.prototype
          && element.hasAttribute('_echarts_instance_'));
        return [held.length, held.filter((element) => element.isConnected).length];
      }`,
      returnByValue: true,
    });
    await this.#session.send('Runtime.releaseObjectGroup', { objectGroup });
    const [charts = 0, chartsShown = 0] = counted.result.value as readonly number[];
    return { charts, chartsShown };
  }
}
