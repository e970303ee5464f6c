import { defineStore } from 'pinia';
import { inject, shallowReactive } from 'vue';
import { metricValuesSchema } from '../../api/contracts/metrics.ts';
import type { MetricValues } from '../../api/contracts/metrics.ts';
import { browserEffects, effectsKey } from '../wire/effects.ts';
import { keyOf, valuesPath } from '../wire/metric-query.ts';
import type { MetricQuery } from '../wire/metric-query.ts';
import { isAbort, isAway, recallJson, requestJson, RequestFailure } from '../wire/request.ts';

/** What is known of one question. The last good values stay until better ones arrive. */
export interface MetricEntry {
  readonly query: MetricQuery;
  readonly values: MetricValues | null;
  readonly loading: boolean;
  /** Why the last try failed; null after a success. */
  readonly failure: RequestFailure | null;
  readonly failures: number;
  /** Not to be tried again before this moment, milliseconds. */
  readonly retryAt: number;
}

/** Requests under way at a time: what a browser opens to one host. */
const lanes = 6;
/** Answers kept for scenes that are not shown. */
const mostIdle = 400;
const firstPause = 15_000;
const longestPause = 300_000;

/** Answers by question, each of one build; refetched only when the build changes. */
export const useMetrics = defineStore('metrics', () => {
  const effects = inject(effectsKey, browserEffects);
  const entries = shallowReactive(new Map<string, MetricEntry>());
  const wanted = new Map<string, number>();
  /** Answered, but of a scene that is not shown now: when its turn comes again it is there at once. Oldest first. */
  const idle = new Set<string>();
  const queue: string[] = [];
  let busy = 0;
  let build: string | null = null;
  /** The server is away and no build is known: what was read last is shown. */
  let isAdrift = false;

  const put = (key: string, change: Partial<MetricEntry>): void => {
    const entry = entries.get(key);
    if (entry !== undefined) entries.set(key, { ...entry, ...change });
  };

  async function load(key: string): Promise<void> {
    const entry = entries.get(key);
    if (entry === undefined) return;
    try {
      const values = await requestJson(effects, valuesPath(entry.query), metricValuesSchema, {
        keep: true,
      });
      put(key, { values, loading: false, failure: null, failures: 0, retryAt: 0 });
    } catch (error) {
      if (isAbort(error)) {
        put(key, { loading: false });
        return;
      }
      const failure = error instanceof RequestFailure ? error : new RequestFailure('network', String(error));
      const failures = entry.failures + 1;
      const pause = Math.min(firstPause * 2 ** (failures - 1), longestPause);
      const last =
        entry.values === null && isAway(failure)
          ? await recallJson(effects, valuesPath(entry.query), metricValuesSchema)
          : null;
      put(key, {
        ...(last === null ? {} : { values: last.value }),
        loading: false,
        failure,
        failures,
        retryAt: effects.now() + pause - firstPause,
      });
    }
  }

  function pump(): void {
    while (busy < lanes) {
      const key = queue.shift();
      if (key === undefined) return;
      busy += 1;
      void load(key).finally(() => {
        busy -= 1;
        pump();
      });
    }
  }

  function ask(key: string): void {
    const entry = entries.get(key);
    if (entry === undefined || entry.loading || (build === null && !isAdrift)) return;
    if (entry.values !== null && entry.values.build === build && entry.failure === null) return;
    if (entry.failure !== null && effects.now() < entry.retryAt) return;
    put(key, { loading: true });
    queue.push(key);
    pump();
  }

  /** Declares interest in a question; the answer ends it. */
  function want(query: MetricQuery): () => void {
    const key = keyOf(query);
    wanted.set(key, (wanted.get(key) ?? 0) + 1);
    idle.delete(key);
    if (!entries.has(key))
      entries.set(key, { query, values: null, loading: false, failure: null, failures: 0, retryAt: 0 });
    ask(key);
    return () => {
      const left = (wanted.get(key) ?? 1) - 1;
      if (left > 0) {
        wanted.set(key, left);
        return;
      }
      wanted.delete(key);
      idle.add(key);
      for (const oldest of idle) {
        if (idle.size <= mostIdle) break;
        idle.delete(oldest);
        entries.delete(oldest);
      }
    };
  }

  /** The server shows this build: whatever is of another one, or failed, is asked again. */
  function follow(current: string): void {
    if (current !== build) for (const key of wanted.keys()) put(key, { retryAt: 0 });
    build = current;
    for (const key of wanted.keys()) ask(key);
  }

  /** Nobody answers: questions are answered with what was read last, where nothing newer is known. */
  function drift(): void {
    if (build !== null || isAdrift) return;
    isAdrift = true;
    for (const key of wanted.keys()) ask(key);
  }

  return { entries, want, follow, drift };
});
