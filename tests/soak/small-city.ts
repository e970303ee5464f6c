import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { buildId } from '../../warehouse/build.ts';
import type { BuildReport } from '../../warehouse/build-report.ts';
import { publish } from '../../warehouse/publish.ts';
import { keptBuilds, ServedHome } from '../fixtures/served-home.ts';
import type { RawRow } from '../fixtures/raw-tables.ts';

/** January 2025 to October 2026, the last of which every build has its own figures of. */
const months = Array.from({ length: 22 }, (_, at) =>
  new Date(Date.UTC(2025, at, 1)).toISOString().slice(0, 10),
);
const last = months.length - 1;
const departments = ['101', '102', '138', '151'];

/** One row a month, with what differs from one to the next. */
const monthly = (row: (month: string, at: number) => RawRow): readonly RawRow[] => months.map(row);

/** Amounts grow by the month: a line that moves, yuan. */
const amountOf = (at: number): number => 1_000_000_000 + at * 37_000_000;

/** Of the months before it in its year, and of the month itself, yuan. */
function revenue(at: number, amount: number): RawRow & { readonly year_to_date_amount: number } {
  const before = months
    .slice(at - (at % 12), at)
    .reduce((sum, _, month) => sum + amountOf(at - (at % 12) + month), 0);
  return {
    period: months[at] ?? '',
    month_amount: amount,
    year_to_date_amount: before + amount,
    budget_amount: 14_000_000_000,
  };
}

/** The month's one payment, of a share of what came in. */
const payment = (month: string, at: number, share: number): RawRow => ({
  payment_id: `P${at}`,
  paid_on: month,
  department_code: departments[at % departments.length] ?? null,
  amount: amountOf(at) * share,
});

const opinion = (month: string, at: number): RawRow => ({
  opinion_id: `O${at}`,
  received_on: month,
  channel: at % 2 === 0 ? 'online' : 'onsite',
});

/** What a publication put up. */
export interface Published {
  readonly build: string;
  /** The city's own revenue of the year so far, yuan. */
  readonly revenue: number;
}

/** A finished build that is put aside, to be published again and again under new names. */
interface PutAside {
  readonly file: string;
  readonly report: BuildReport;
  readonly revenue: number;
}

/** How many builds differ from each other. */
const buildsAside = 4;

/**
 * A city of a few rows in every dataset, so that every scene has its tiles filled. Its builds are made by the real
 * build and put aside; an update then publishes the next of them, copied, under a name of its own and by the real
 * publication. To the server and the wall that is a new build with other figures; what it saves is the two seconds
 * of processor that building the same few rows again would take.
 */
export class SmallCity {
  readonly #served: ServedHome;
  readonly #aside: readonly PutAside[];
  #updates = 0;

  private constructor(served: ServedHome, aside: readonly PutAside[]) {
    this.#served = served;
    this.#aside = aside;
  }

  /** @throws when a build fails */
  static async open(): Promise<SmallCity> {
    const served = await ServedHome.open();
    await deliverAll(served);
    const aside: PutAside[] = [];
    for (let build = 0; build < buildsAside; build += 1) aside.push(await buildAside(served, build));
    return new SmallCity(served, aside);
  }

  get folder(): string {
    return this.#served.home.root;
  }

  /** Publishes the next of the builds that were put aside, with the time of now in its name. */
  async publish(): Promise<Published> {
    const next = this.#aside[this.#updates % this.#aside.length];
    if (next === undefined) throw new Error('no build was put aside');
    this.#updates += 1;
    const { home, clock } = this.#served;
    const at = clock();
    const { inputs } = next.report;
    const id = buildId(at, inputs);
    const copy = join(home.scratch, `building-${id}.duckdb`);
    await copyFile(next.file, copy);
    await publish(home, copy, { ...next.report, id, builtAt: at.toISOString() }, at, keptBuilds);
    return { build: id, revenue: next.revenue };
  }

  close(): Promise<void> {
    return this.#served.close();
  }
}

/** Delivers the last month's revenue, payment and opinions again, other than before, and builds. @throws when it fails */
async function buildAside(served: ServedHome, build: number): Promise<PutAside> {
  const row = revenue(last, amountOf(last) + build * 50_000_000);
  await served.deliver('finance_revenue', [row]);
  await served.deliver('finance_payments', [payment(months[last] ?? '', last, 0.9 + build / 100)]);
  await served.deliver(
    'stations_opinions',
    Array.from({ length: 3 + 2 * build }, (_, at) => opinion(months[last] ?? '', last + at)),
  );
  const outcome = await served.build();
  if (outcome.kind === 'failed') throw new Error(`the build failed: ${outcome.message}`);
  const { home } = served;
  const file = join(home.root, 'aside', `${build}.duckdb`);
  await mkdir(join(home.root, 'aside'), { recursive: true });
  await copyFile(home.buildFile(outcome.report.id), file);
  return { file, report: outcome.report, revenue: row.year_to_date_amount };
}

async function deliverAll(served: ServedHome): Promise<void> {
  await served.deliver(
    'finance_budget',
    departments.flatMap((department_code, at) =>
      [2025, 2026].map((fiscal_year) => ({ fiscal_year, department_code, amount: 3_000_000_000 + at * 7e8 })),
    ),
  );
  await served.deliver(
    'finance_payments',
    monthly((month, at) => payment(month, at, 0.9)),
  );
  await served.deliver(
    'finance_revenue',
    months.map((_, at) => revenue(at, amountOf(at))),
  );
  await served.deliver(
    'tax_monthly',
    // Not of the month that is delivered again: both ledgers would have to agree on it.
    monthly((period, at) => ({
      period,
      collected_amount: 2 * amountOf(at),
      local_amount: amountOf(at),
    })).slice(0, last),
  );
  await served.deliver(
    'finance_debt',
    monthly((period) => ({ period })),
  );
  await served.deliver(
    'finance_three_publics',
    monthly((period) => ({ period })),
  );
  await served.deliver('finance_transfers', [{}]);
  await served.deliver(
    'audit_findings',
    months.map((found_on, at) => ({ finding_id: `F${at}`, found_on })),
  );
  await served.deliver(
    'development_projects',
    monthly((period, at) => ({
      period,
      year_to_date_amount: 2 * (at - 11),
      invested_amount: 20 + 2 * (at - 11),
    })).slice(12),
  );
  await served.deliver('development_economy', [{}]);
  await served.deliver('state_assets', [{}]);
  await served.deliver('natural_resources_land', [{}]);
  await served.deliver(
    'natural_resources_land_revenue',
    monthly((period, at) => ({ period, year_to_date_amount: 8 * ((at % 12) + 1) })),
  );
  await served.deliver('stations_register', [{}]);
  await served.deliver(
    'stations_activities',
    monthly((held_on, at) => ({ activity_id: `A${at}`, held_on })),
  );
  await served.deliver('stations_opinions', months.map(opinion));
  await served.deliver(
    'stations_duty',
    monthly((duty_on) => ({ duty_on })),
  );
  await served.deliver('suggestions_register', [{}]);
  await served.deliver('suggestions_handlers', [{}]);
  for (const table of [
    'legislation_drafts',
    'legislation_versions',
    'legislation_clauses',
    'legislation_opinions',
    'legislation_reservations',
    'livelihood_ideas',
    'livelihood_candidates',
    'livelihood_votes',
    'livelihood_milestones',
    'livelihood_progress',
    'livelihood_evaluations',
    'published',
  ] as const)
    await served.deliver(table, [{}]);
}
