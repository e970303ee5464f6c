import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openModelled, type RawTables } from '../../tests/fixtures/raw-tables.ts';
import { runChecks, type CheckResult } from './run-checks.ts';

const names = (await readdir(import.meta.dirname))
  .filter((file) => file.endsWith('.sql'))
  .map((file) => file.replace('.sql', ''))
  .sort();

/** Runs all checks, or the one named, over the tables, after `spoil` has changed the marts. */
async function check(
  tables: RawTables,
  { spoil = 'select 1', only = null }: { spoil?: string; only?: string | null } = {},
): Promise<CheckResult[]> {
  const asked =
    only === null ? null : [spoil, await readFile(join(import.meta.dirname, `${only}.sql`), 'utf8')];
  const engine = await openModelled(tables, asked);
  try {
    await engine.rows(spoil);
    return await engine.using((connection) => runChecks(connection, undefined, only));
  } finally {
    engine.close();
  }
}

const failing = (results: readonly CheckResult[]): string[] =>
  results.filter((result) => result.offending > 0).map((result) => result.check);

/** A small city in which everything agrees. */
const sound: RawTables = {
  finance_budget: [
    { fiscal_year: 2025, version: 'final', department_code: '101', amount: 70 },
    { fiscal_year: 2025, version: 'final', subject_code: '23001', amount: 30 },
    { fiscal_year: 2025, version: 'final', side: 'revenue', subject_code: '10101', amount: 60 },
    { fiscal_year: 2025, version: 'final', side: 'revenue', subject_code: '11001', amount: 40 },
    { department_code: '101', amount: 100 },
    { subject_code: '227', amount: 5 },
    { department_code: '101', amount: 110, version: 'adjusted' },
  ],
  finance_payments: [
    { payment_id: 'P1', paid_on: '2025-12-31', amount: 69 },
    { payment_id: 'P2', amount: 12.34, project_code: '101-P1', project_name: '示例项目' },
    { payment_id: 'P4', paid_on: '2025-03-02', amount: 1 },
    { payment_id: 'P3', paid_on: '2026-03-02', amount: -2.34 },
  ],
  finance_revenue: [
    { month_amount: 5, year_to_date_amount: 5, budget_amount: 60 },
    { period: '2026-02-01', month_amount: -1, year_to_date_amount: 4, budget_amount: 60 },
    { period: '2026-02-01', item_code: '10306', month_amount: 3, year_to_date_amount: 3 },
  ],
  tax_monthly: [
    { collected_amount: 8, local_amount: 4 },
    { industry: 'F', collected_amount: 2, local_amount: 1 },
    { tax_kind: '10102', collected_amount: 9, local_amount: 0 },
    { period: '2026-03-01', collected_amount: 2, local_amount: 1 },
  ],
  finance_debt: [
    { period: '2025-12-01', opening_amount: 95, repaid_amount: 5 },
    { period: '2026-01-01' },
    { period: '2026-01-01', debt_kind: 'special', opening_amount: 40, balance_amount: 40 },
    { period: '2026-03-01', new_quota_amount: 8, new_issued_amount: 3, balance_amount: 93 },
  ],
  finance_transfers: [
    { allocated_on: '2026-02-01' },
    { transfer_kind: 'special', transfer_id: 'T2' },
    { transfer_id: 'T2', area_code: '330303', amount: -3 },
  ],
  finance_three_publics: [
    {},
    { economic_code: '30231', budget_amount: 5 },
    { period: '2026-02-01', year_to_date_amount: 2 },
  ],
  development_projects: [
    { period: '2025-12-01', invested_before_amount: 5, year_to_date_amount: 15, invested_amount: 20 },
    {},
    { period: '2026-06-01', year_to_date_amount: 9, invested_amount: 29 },
    { project_code: 'ZD2', department_code: null, department_name: '城投集团' },
  ],
  development_economy: [
    {},
    { indicator: 'primary', value: 40.1 },
    { indicator: 'secondary', value: 900 },
    { indicator: 'tertiary', value: 1059.8 },
    { territory_code: '330302', indicator: 'investment', value: null, unit: null },
  ],
  state_assets: [{}, { enterprise_code: 'G2', tier: 'county', area_code: '330302', profit_amount: -1 }],
  natural_resources_land: [{}, { parcel_id: 'L2', sold_on: '2025-12-30', paid_amount: 40 }],
  natural_resources_land_revenue: [
    {},
    { period: '2026-02-01', month_amount: -1, year_to_date_amount: 7 },
    { period: '2026-01-01', area_code: '330303' },
  ],
  audit_findings: [
    {},
    { finding_id: 'F2', status: 'rectified', rectified_on: '2026-03-31', repeat_of: 'F1' },
  ],
  stations_register: [{}],
  stations_activities: [{}],
  stations_opinions: [{}, { opinion_id: 'O2', channel: 'onsite', closed_on: '2026-02-01' }],
  stations_duty: [{}, { deputy_key: 'D2', attended: false }],
  suggestions_register: [
    {},
    { suggestion_id: 'JY2026-0002', co_handlers: 1, merged_into: 'JY2026-0001' },
    { suggestion_id: 'JY2026-0003', handed_over_on: null },
  ],
  suggestions_handlers: [
    {
      department_code: '143',
      return_consented: true,
      returned_on: '2026-02-15',
      return_reason: '非本单位职责',
    },
    {},
    { suggestion_id: 'JY2026-0002', role: 'co' },
    { suggestion_id: 'JY2026-0002', department_code: '143' },
  ],
  legislation_drafts: [{ adopted_on: '2026-06-30' }],
  legislation_versions: [{}, { version_no: 2, published_on: '2026-02-20', closes_on: '2026-03-25' }],
  legislation_clauses: [{}, { version_no: 2 }],
  legislation_opinions: [{}, { opinion_id: 'LF2', clause_no: null }],
  legislation_reservations: [{}],
  livelihood_ideas: [{}],
  livelihood_candidates: [{}, { project_id: 'SS2', stage: 'candidate' }],
  livelihood_votes: [
    { is_void: true, passed: false, returned: 9 },
    { round: 2 },
    { project_id: 'SS2', round: 2, votes_for: 4, votes_against: 2, passed: false },
  ],
  livelihood_milestones: [{}],
  livelihood_progress: [{}, { period: '2026-04-01', progress_percent: 30, invested_amount: 300 }],
  livelihood_evaluations: [{}],
  budget_opinions: [{}],
  published: [{}, { item: '支出', value: 168.23 }],
};

/** For every check, what makes it fail: literal rows, or a model gone wrong. */
const spoiled: Readonly<Record<string, { tables?: RawTables; sql?: string }>> = {
  audit_mart_equals_findings: { sql: 'update marts.mart_audit_month set rectified = rectified + 1' },
  debt_continues: {
    tables: { finance_debt: [{ period: '2025-12-01' }, { opening_amount: 91, balance_amount: 91 }] },
  },
  budget_opinion_lines_known: {
    tables: { finance_budget: [{ department_code: '102' }], budget_opinions: [{}] },
  },
  draft_opinions_known: {
    tables: {
      legislation_versions: [{}],
      legislation_opinions: [
        { clause_no: 21 },
        { opinion_id: 'LF2', version_no: 2 },
        { opinion_id: 'LF3', received_on: '2026-01-04' },
      ],
    },
  },
  draft_versions_in_order: {
    tables: {
      legislation_drafts: [{ withdrawn_on: '2026-01-01' }],
      legislation_versions: [{}, { version_no: 3, published_on: '2026-02-10' }, { draft_id: 'FG9' }],
      legislation_clauses: [{ clause_no: 21 }, { version_no: 7 }],
    },
  },
  expenditure_mart_equals_budget: {
    sql: 'update marts.mart_expenditure_month set budget_amount = budget_amount + 1',
  },
  expenditure_mart_equals_payments: {
    sql: "delete from marts.mart_expenditure_month where period = date '2026-01-01'",
  },
  final_accounts_balance: {
    tables: {
      finance_budget: [
        { version: 'final', amount: 10 },
        { version: 'final', side: 'revenue', subject_code: '10101', amount: 10.01 },
      ],
    },
  },
  gdp_is_its_industries: {
    tables: {
      development_economy: [
        {},
        { indicator: 'primary', value: 40 },
        { indicator: 'secondary', value: 900 },
        { indicator: 'tertiary', value: 1059.7 },
      ],
    },
  },
  growth_marts_equal_months: { sql: 'update marts.mart_expenditure_growth set last_year_amount = 0' },
  known_areas: { tables: { finance_payments: [{ area_code: '330300' }] } },
  known_codes: {
    tables: { finance_payments: [{ function_code: '9990101' }] },
  },
  known_departments: { tables: { finance_payments: [{}] }, sql: 'delete from marts.dim_department' },
  livelihood_progress_grows: {
    tables: {
      livelihood_candidates: [{}],
      livelihood_progress: [
        {},
        { period: '2026-04-01', progress_percent: 19 },
        { period: '2026-05-01', invested_amount: 199.99 },
      ],
      livelihood_milestones: [{ project_id: 'SS9' }],
    },
  },
  livelihood_votes_agree: {
    tables: {
      livelihood_candidates: [
        { reviewed_on: '2026-01-23' },
        { project_id: 'SS2', stage: 'candidate' },
        { project_id: 'SS3' },
      ],
      livelihood_votes: [{}, { project_id: 'SS2' }, { project_id: 'SS9', votes_for: 6, passed: false }],
    },
  },
  land_revenue_cumulative: {
    tables: {
      natural_resources_land_revenue: [{}, { period: '2026-02-01', month_amount: 1, year_to_date_amount: 8 }],
    },
  },
  project_mart_equals_payments: {
    sql: 'update marts.mart_project_month set paid_amount = paid_amount + 1',
  },
  projects_continue: {
    tables: {
      development_projects: [{}, { period: '2026-02-01', year_to_date_amount: 1, invested_amount: 21 }],
    },
  },
  registered_stations: { tables: { stations_register: [{}], stations_duty: [{ station_code: 'S9' }] } },
  revenue_cumulative: {
    tables: {
      finance_revenue: [
        { month_amount: 5, year_to_date_amount: 5 },
        { period: '2026-02-01', month_amount: 1, year_to_date_amount: 6.01 },
      ],
    },
  },
  revenue_mart_equals_reports: { sql: 'update marts.mart_revenue_month set month_amount = 0' },
  station_mart_equals_records: { sql: 'update marts.mart_station_month set opinions = 0' },
  suggestion_handlers_match_register: {
    tables: {
      suggestions_register: [{ co_handlers: 2 }, { suggestion_id: 'JY2026-0002' }],
      suggestions_handlers: [
        {},
        { department_code: '143', role: 'co' },
        { suggestion_id: 'JY2026-0002', role: 'separate', assigned_on: '2026-02-09' },
        { suggestion_id: 'JY2026-0009' },
      ],
    },
  },
  suggestion_mart_equals_register: { sql: 'update marts.mart_suggestion_month set handed_over = 0' },
  suggestion_merges_known: {
    tables: {
      suggestions_register: [
        { suggestion_id: 'A', merged_into: 'B' },
        { suggestion_id: 'B', merged_into: 'C' },
        { suggestion_id: 'C' },
      ],
    },
  },
  tax_equals_revenue: {
    tables: {
      finance_revenue: [{ month_amount: 5, year_to_date_amount: 5 }],
      tax_monthly: [{ collected_amount: 10, local_amount: 4.99 }],
    },
  },
  unique_budget_opinion: { tables: { budget_opinions: [{}, { fiscal_year: 2025 }] } },
  unique_draft: { tables: { legislation_drafts: [{}, {}] } },
  unique_draft_clause: { tables: { legislation_clauses: [{}, {}] } },
  unique_draft_opinion: { tables: { legislation_opinions: [{}, {}] } },
  unique_draft_version: { tables: { legislation_versions: [{}, {}] } },
  unique_livelihood_evaluation: { tables: { livelihood_evaluations: [{}, {}] } },
  unique_livelihood_idea: { tables: { livelihood_ideas: [{}, {}] } },
  unique_livelihood_milestone: { tables: { livelihood_milestones: [{}, {}] } },
  unique_livelihood_month: { tables: { livelihood_progress: [{}, {}] } },
  unique_livelihood_project: { tables: { livelihood_candidates: [{}, {}] } },
  unique_livelihood_vote: { tables: { livelihood_votes: [{}, {}] } },
  unique_topic_reservation: { tables: { legislation_reservations: [{}, {}] } },
  three_publics_mart_equals_reports: {
    sql: 'update marts.mart_three_publics_month set budget_amount = 0',
  },
  transfer_mart_equals_transfers: {
    sql: 'update marts.mart_transfer_month set allocated_amount = allocated_amount + 1',
  },
  transfers_have_deadlines: { tables: { finance_transfers: [{ transfer_kind: 'unheard of' }] } },
  unique_activity: { tables: { stations_register: [{}], stations_activities: [{}, {}] } },
  unique_audit_finding: { tables: { audit_findings: [{}, {}] } },
  unique_budget_line: { tables: { finance_budget: [{}, { amount: 3 }] } },
  unique_debt_month: { tables: { finance_debt: [{}, { limit_amount: 120 }] } },
  unique_dimensions: { sql: 'insert into marts.dim_area select * from marts.dim_area limit 1' },
  unique_duty: { tables: { stations_register: [{}], stations_duty: [{}, {}] } },
  unique_economic_indicator: { tables: { development_economy: [{}, { value: 3 }] } },
  unique_enterprise_month: { tables: { state_assets: [{}, { tier: 'cultural' }] } },
  unique_key_project_month: { tables: { development_projects: [{}, { project_name: '换了名' }] } },
  unique_land_parcel: { tables: { natural_resources_land: [{}, { sold_on: '2025-01-02' }] } },
  unique_land_revenue_month: { tables: { natural_resources_land_revenue: [{}, {}] } },
  unique_opinion: { tables: { stations_register: [{}], stations_opinions: [{}, {}] } },
  unique_payment: { tables: { finance_payments: [{}, { paid_on: '2026-02-01' }] } },
  unique_published_figure: { tables: { published: [{}, {}] } },
  unique_revenue_month: {
    tables: { finance_revenue: [{ month_amount: 0 }, { month_amount: 0 }] },
  },
  unique_station: { tables: { stations_register: [{}, { county_code: '330303' }] } },
  unique_suggestion: { tables: { suggestions_register: [{}, { session_year: 2025 }] } },
  unique_suggestion_handler: { tables: { suggestions_handlers: [{}, {}] } },
  unique_three_publics: { tables: { finance_three_publics: [{}, { budget_amount: 3 }] } },
  unique_transfer: { tables: { finance_transfers: [{}, { fiscal_year: 2025 }] } },
  unique_tax_month: { tables: { tax_monthly: [{}, {}] } },
};

describe('checks', () => {
  test('all pass where nothing was delivered', async () => {
    const results = await check({});
    expect(results.map((result) => result.check)).toEqual(names);
    expect(failing(results)).toEqual([]);
  });

  test(
    'all pass on a city in which everything agrees, and on every single source of it',
    { timeout: 120_000 },
    async () => {
      expect(failing(await check(sound))).toEqual([]);
      for (const [table, rows] of Object.entries(sound))
        expect(failing(await check({ [table]: rows })), table).toEqual([]);
    },
  );

  test('every check has a case that fails', () => {
    expect(Object.keys(spoiled).sort()).toEqual(names);
  });

  test.each(names)('%s catches what it should', async (name) => {
    const { tables = sound, sql } = spoiled[name] ?? {};
    const results = await check(tables, { only: name, ...(sql === undefined ? {} : { spoil: sql }) });
    expect(failing(results)).toContain(name);
    const result = results.find((entry) => entry.check === name);
    expect(result?.title).toMatch(/^[\u4e00-\u9fff]+：.+/);
    expect(result?.rows.length).toBe(Math.min(result?.offending ?? 0, 20));
  });

  test('an offending row says what and where, as text', async () => {
    const results = await check({
      finance_payments: [{ _batch: 'b1' }, { _batch: 'b2', _row: 7, paid_on: '2026-02-01' }],
    });
    expect(results.find((result) => result.check === 'unique_payment')).toEqual({
      check: 'unique_payment',
      title: '支付凭证号唯一：每个支付凭证号在全部有效批次中只应出现一次',
      offending: 1,
      rows: [{ payment_id: 'P1', deliveries: '2', found_in: 'b1 第2行、b2 第7行' }],
    });
  });

  test('suggestions: each way the register and the handlers’ ledger can disagree is told apart', async () => {
    const { tables } = spoiled.suggestion_handlers_match_register ?? {};
    const results = await check(tables ?? {});
    const found = results.find((result) => result.check === 'suggestion_handlers_match_register');
    expect(found?.rows.map((row) => `${row.suggestion_id} ${row.wrong}`)).toEqual([
      'JY2026-0001 承办台账列出的会办单位与登记簿的会办单位数不符',
      'JY2026-0002 应有一个主办，或两个以上分办',
      'JY2026-0002 承办单位的交办日期早于登记簿的交办日期，或登记簿未交办',
      'JY2026-0009 登记簿中没有这件建议，或年度不同',
    ]);
  });

  test('votes: each way they can disagree is told apart', async () => {
    const { tables } = spoiled.livelihood_votes_agree ?? {};
    const results = await check(tables ?? {});
    const found = results.find((result) => result.check === 'livelihood_votes_agree');
    expect(found?.rows.map((row) => `${row.project_id} ${row.wrong}`)).toEqual([
      '2026 未通过的项目赞成票多于通过的项目',
      '2026 通过的项目多于应选项目数',
      'SS1 票决前没有经常委会审议',
      'SS2 票决结果与遴选阶段不符',
      'SS9 项目库中没有这个项目',
    ]);
  });

  test('revenue delivered from the middle of a year is compared month on month', async () => {
    const march = { period: '2026-03-01', month_amount: 5, year_to_date_amount: 20 };
    const april = { period: '2026-04-01', month_amount: 2 };
    expect(failing(await check({ finance_revenue: [march, { ...april, year_to_date_amount: 22 }] }))).toEqual(
      [],
    );
    expect(failing(await check({ finance_revenue: [march, { ...april, year_to_date_amount: 23 }] }))).toEqual(
      ['revenue_cumulative'],
    );
  });

  test('debt is continued from the year before and within the year', async () => {
    const year = { opening_amount: 90, new_quota_amount: 9 };
    const january = { ...year, new_issued_amount: 5, balance_amount: 95 };
    const february = { ...year, period: '2026-02-01', new_issued_amount: 4, balance_amount: 94 };
    const results = await check({ finance_debt: [january, february] });
    expect(results.find((result) => result.check === 'debt_continues')).toMatchObject({
      offending: 1,
      rows: [{ period: '2026-02-01', fault: '发行、还本或付息的累计数比前一次少' }],
    });
  });
});
