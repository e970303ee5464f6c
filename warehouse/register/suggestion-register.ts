import { stat } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDbEngine, runOn } from '../connection.ts';
import { liveBatches, readReceipts, type LiveBatch } from '../deliveries.ts';
import type { Home } from '../home.ts';
import { loadSeeds } from '../models/load-seeds.ts';
import { manifest } from '../models/manifest.ts';
import { runModels } from '../models/run-models.ts';
import { suggestionEntries, type SuggestionEntry } from '../queries/suggestions/entries.ts';
import { readTextChanges, type TextChanges } from '../queries/suggestions/text-changes.ts';
import { suggestionsWithin, unknownValues, type RegisterFilters } from '../queries/suggestions/within.ts';
import { createRawViews, type DatasetShape } from '../raw-views.ts';

/** The models that make the register: the same files a build runs, so that both say the same of a suggestion. */
const modelNames: ReadonlySet<string> = new Set([
  'staging.stg_suggestions__register',
  'staging.stg_suggestions__handlers',
  'marts.dim_area',
  'marts.dim_township',
  'marts.dim_legal_term',
  'marts.fct_suggestion_handler',
  'marts.fct_suggestion',
]);
const contractPrefix = 'suggestions.';
const schemas = ['marts', 'staging', 'raw', 'meta'] as const;

/** Where the register stands: how many suggestions are in force, and when the last of them was delivered. */
export interface RegisterState {
  readonly suggestions: number;
  readonly receivedAt: string | null;
  /** The register's last day (数据截至); null when it is empty. */
  readonly asOf: string | null;
}

const newest = (dates: readonly (string | null)[]): string | null =>
  dates
    .filter((date) => date !== null)
    .sort()
    .at(-1) ?? null;

/**
 * The register of suggestions as it is in force, a moment after a delivery was accepted: it follows the receipts
 * and does not wait for a build. What has not passed a build's checks can be looked up, never added up.
 */
export class SuggestionRegister {
  readonly #home: Home;
  readonly #shapes: readonly DatasetShape[];
  readonly #engine: DuckDbEngine;
  #touchedMs = -1;
  #inForce = '';
  #state: RegisterState = { suggestions: 0, receivedAt: null, asOf: null };

  private constructor(home: Home, shapes: readonly DatasetShape[], engine: DuckDbEngine) {
    this.#home = home;
    this.#shapes = shapes;
    this.#engine = engine;
  }

  /** @param shapes the datasets of the contracts; only those of the suggestions are used */
  static async open(home: Home, shapes: readonly DatasetShape[]): Promise<SuggestionRegister> {
    const engine = await DuckDbEngine.open(':memory:', {
      readOnly: false,
      threads: 1,
      prepare: async (connection) => {
        await loadSeeds(connection);
        await runOn(connection, 'create schema register');
        await runOn(
          connection,
          'create table register.known_text (suggestion_id varchar, fingerprint varchar)',
        );
      },
    });
    const own = shapes.filter(({ contract }) => contract.startsWith(contractPrefix));
    return new SuggestionRegister(home, own, engine);
  }

  get state(): RegisterState {
    return this.#state;
  }

  /**
   * Looks whether other batches are in force than before, and reads them if so.
   * @returns the texts that changed; null when nothing was delivered since. After an error nothing has changed.
   */
  async refresh(): Promise<TextChanges | null> {
    const touchedMs = await stat(this.#home.receipts).then(
      ({ mtimeMs }) => mtimeMs,
      () => -1,
    );
    if (touchedMs === this.#touchedMs) return null;
    const live = liveBatches(await readReceipts(this.#home)).filter(({ batch }) =>
      batch.contract.startsWith(contractPrefix),
    );
    const inForce = JSON.stringify(live.map(({ batch, livePartitions }) => [batch.batch, livePartitions]));
    if (inForce === this.#inForce) {
      this.#touchedMs = touchedMs;
      return null;
    }
    const changes = await this.#engine.using(async (connection) => {
      await runOn(connection, 'begin transaction');
      try {
        const read = await this.#read(connection, live);
        await runOn(connection, 'commit');
        return read;
      } catch (error) {
        await runOn(connection, 'rollback');
        throw error;
      }
    });
    this.#touchedMs = touchedMs;
    this.#inForce = inForce;
    return changes;
  }

  /** What people are told of these suggestions, by id. */
  entries(ids: readonly string[]): Promise<ReadonlyMap<string, SuggestionEntry>> {
    return suggestionEntries(this.#engine, ids);
  }

  /** The ids of the suggestions that all filters given admit. */
  within(filters: RegisterFilters): Promise<ReadonlySet<string>> {
    return suggestionsWithin(this.#engine, filters);
  }

  /** The filters whose value nothing is known of. */
  unknown(filters: RegisterFilters): Promise<readonly (keyof RegisterFilters)[]> {
    return unknownValues(this.#engine, filters);
  }

  close(): void {
    this.#engine.close();
  }

  async #read(connection: DuckDBConnection, live: readonly LiveBatch[]): Promise<TextChanges> {
    for (const schema of schemas) await runOn(connection, `drop schema if exists ${schema} cascade`);
    await createRawViews(connection, this.#home, this.#shapes, live);
    await runModels(
      connection,
      manifest.filter(({ name }) => modelNames.has(name)),
    );
    const changes = await readTextChanges(connection);
    const [counted] = await runOn(connection, 'select count(*) as n from marts.fct_suggestion');
    this.#state = {
      suggestions: Number(counted?.n ?? 0),
      receivedAt: newest(live.map(({ receipt }) => receipt.receivedAt)),
      asOf: newest(live.map(({ batch }) => batch.asOf)),
    };
    return changes;
  }
}
