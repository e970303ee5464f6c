import { ServedHome } from '../fixtures/served-home.ts';
import type { RawRow } from '../fixtures/raw-tables.ts';

/** January 2025 to October 2026, which every update delivers again. */
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

/** What a publication put up. */
export interface Published {
  readonly build: string;
  /** The city's own revenue of the year so far, yuan. */
  readonly revenue: number;
}

/** A city of a few rows in every dataset, so that every scene has its tiles filled, which can be built every second. */
export class SmallCity {
  readonly #served: ServedHome;
  #updates = 0;

  private constructor(served: ServedHome) {
    this.#served = served;
  }

  static async open(): Promise<SmallCity> {
    const served = await ServedHome.open();
    await deliverAll(served);
    return new SmallCity(served);
  }

  get folder(): string {
    return this.#served.home.root;
  }

  /** Delivers the last month's revenue again with another amount, builds, and publishes. @throws when the build fails */
  async publish(): Promise<Published> {
    this.#updates += 1;
    const row = revenue(last, amountOf(last) + this.#updates * 1_000_000);
    await this.#served.deliver('finance_revenue', [row]);
    const outcome = await this.#served.build();
    if (outcome.kind === 'failed') throw new Error(`the build failed: ${outcome.message}`);
    return { build: outcome.report.id, revenue: row.year_to_date_amount };
  }

  close(): Promise<void> {
    return this.#served.close();
  }
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
    monthly((month, at) => ({
      payment_id: `P${at}`,
      paid_on: month,
      department_code: departments[at % departments.length] ?? null,
      amount: amountOf(at) * 0.9,
    })),
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
  await served.deliver(
    'stations_opinions',
    months.map((received_on, at) => ({
      opinion_id: `O${at}`,
      received_on,
      channel: at % 2 === 0 ? 'online' : 'onsite',
    })),
  );
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
