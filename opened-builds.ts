import { z } from 'zod';
import type { ServerEvent } from './api/contracts/events.ts';
import type { Engine } from './warehouse/engine.ts';
import type { LiveOptions, LiveWarehouse } from './warehouse/live.ts';

const standingSchema = z.object({ rule: z.string(), subject: z.string() });

/** Red warnings that stand in the last month any rule was judged for, each by its rule and subject: months go on. */
async function redWarnings(engine: Engine): Promise<readonly string[]> {
  const rows = await engine.rows(
    `select rule, subject from marts.fct_warning
     where severity = 'red' and (select max(judged_to) from marts.dim_warning_rule) between period and stands_until`,
  );
  return rows.map((row) => {
    const { rule, subject } = standingSchema.parse(row);
    return `${rule} ${subject}`;
  });
}

type OpenedEvent = Parameters<NonNullable<LiveOptions['onEvent']>>[0];

/** Follows the builds that are opened, and tells of each and of the red warnings it brings. */
export class OpenedBuilds {
  readonly #warehouse: Pick<LiveWarehouse, 'use'>;
  readonly #tell: (event: ServerEvent) => void;
  readonly #onError: (error: unknown) => void;
  #known: ReadonlySet<string> | null = null;
  #looking: Promise<void> = Promise.resolve();

  constructor(
    warehouse: Pick<LiveWarehouse, 'use'>,
    tell: (event: ServerEvent) => void,
    onError: (error: unknown) => void,
  ) {
    this.#warehouse = warehouse;
    this.#tell = tell;
    this.#onError = onError;
  }

  /** What stood red in the first build that is opened is no news; builds are looked at one after the other. */
  opened({ event, build }: OpenedEvent): void {
    if (event !== 'build_opened') return;
    this.#tell({ event: 'build', build: build ?? null });
    this.#looking = this.#looking.then(() => this.#look()).catch(this.#onError);
  }

  async #look(): Promise<void> {
    await this.#warehouse.use(async ({ id, engine }) => {
      const red = await redWarnings(engine);
      const known = this.#known;
      this.#known = new Set(red);
      if (known === null) return;
      const fresh = red.filter((warning) => !known.has(warning)).length;
      if (fresh > 0) this.#tell({ event: 'warning', build: id, red: red.length, fresh });
    });
  }
}
