/**
 * What is planted in the sample city so that detection can be tested against the truth. The generators read
 * the constants; `planted.json` is written from them and from what actually came out.
 */

/** Executes far behind time progress in 2026. */
export const behind = { year: 2026, department: '134', paidShare: 0.5 } as const;

/** Holds back all year and pays more than half of it in December 2025. */
export const rush = { year: 2025, department: '136', before: 0.45, december: 4.4 } as const;

/** A project with a budget and no payment before August 2026. */
export const idleProject = { year: 2026, project: '135-P03', firstMonth: 8, share: 0.3 } as const;

/** A special fund that spends far more than its adjusted budget. */
export const overspent = { year: 2026, project: '153-P02', budgetShare: 0.5 } as const;

/** Payments of one department to one payee, each just under the procurement threshold of 400 000 yuan. */
export const split = {
  year: 2026,
  month: 5,
  department: '144',
  project: '144-P02',
  payee: '温州拾柒分（示例）市政养护有限公司',
  thresholdFen: 40_000_000,
  payments: [
    [11, 39_865_000],
    [12, 39_920_000],
    [13, 39_780_000],
    [14, 39_940_000],
    [15, 39_896_000],
    [18, 39_810_000],
  ],
} as const;

/** Pairs with the same payee and the same amount, a few days apart. */
export const duplicates = [
  {
    year: 2026,
    month: 3,
    department: '127',
    project: '127-P03',
    payee: '温州双声叠（示例）软件有限公司',
    amountFen: 128_640_000,
    days: [10, 16],
  },
  {
    year: 2026,
    month: 7,
    department: '143',
    project: '143-P05',
    payee: '瓯江复写纸（示例）检测有限公司',
    amountFen: 76_532_050,
    days: [8, 10],
  },
] as const;

/** Payments dated on a Saturday or Sunday; nobody else pays on those days. */
export const weekend = {
  year: 2026,
  month: 8,
  department: '159',
  project: '159-P02',
  payee: '温州周末晴（示例）云计算有限公司',
  payments: [
    [1, 21_305_000],
    [2, 18_470_000],
    [15, 33_128_000],
    [16, 9_560_000],
    [29, 27_041_500],
  ],
} as const;

/** Audit findings: one far overdue, one that repeats the year before. */
export const overdueFinding = { auditYear: 2024, department: '148', dueOn: '2025-12-31' } as const;
export const repeatedFinding = { auditYear: 2025, department: '140', category: 'procurement' } as const;

/** A station that suddenly files a flood of near-identical opinions, and three that fall silent. */
export const burst = { year: 2026, month: 9, stationIndex: 37, opinions: 146 } as const;
export const silent = { from: '2026-01-01', stationIndexes: [58, 121, 166] } as const;

/** A county whose share of taxes in general public revenue falls away. */
export const fallingTaxShare = {
  area: '330328',
  shares: { 2021: 0.735, 2022: 0.725, 2023: 0.73, 2024: 0.72, 2025: 0.665, 2026: 0.545 } as Readonly<
    Record<number, number>
  >,
} as const;

/** An area whose debt takes nearly all of its limit at the end of October 2026. */
export const debtNearLimit = { area: '330327', share: 0.968 } as const;

/** Suggestions handed over in March 2026 and never answered: places among the ordinary ones of the year. */
export const overdueSuggestions = { year: 2026, among: [40, 150, 333] } as const;

/** 不满意 with the result, and no new answer within the month. */
export const dissatisfied = [
  { year: 2025, among: 77 },
  { year: 2026, among: 99 },
] as const;

/** A version of a draft that was open for opinions for less than 30 days. */
export const shortNotice = { draft: 'FG2024-03', version: 2, days: 18 } as const;

/** A vote in which more ballots came back than were issued: void, and taken again. */
export const voidVote = { year: 2022, tooMany: 2 } as const;

/** A livelihood project that falls behind all year. */
export const laggingProject = { year: 2026, index: 3, pace: 0.45 } as const;

/** Opinions on the budget that nobody has answered: places among those on the approved one. */
export const unansweredBudgetOpinions = { year: 2026, among: [11, 47] } as const;

/** A special transfer that is still not handed down long after its 60 days. */
export const lateTransfer = {
  year: 2026,
  number: 7,
  receivedOn: '2026-04-08',
  areas: ['330382', '330324', '330326'],
} as const;

/** A department whose 三公 is above its budget, through a car bought in September 2026. */
export const threePublicsOver = { year: 2026, department: '146', boughtIn: 9, share: 1.06 } as const;

/** A key project that is being built and has nothing invested in 2026. */
export const stalledProject = { year: 2026, code: 'ZD2023-011' } as const;

/** An area whose land revenue is far below its plan. */
export const landBehind = { year: 2026, area: '330383', share: 0.52 } as const;

export type OddityKind =
  | 'department_behind'
  | 'year_end_rush'
  | 'project_idle'
  | 'budget_overspent'
  | 'split_payments'
  | 'duplicate_payment'
  | 'weekend_payments'
  | 'finding_overdue'
  | 'finding_repeated'
  | 'opinion_burst'
  | 'station_silent'
  | 'tax_share_falling'
  | 'debt_near_limit'
  | 'suggestion_overdue'
  | 'suggestion_dissatisfied'
  | 'suggestion_promise_broken'
  | 'draft_open_too_short'
  | 'vote_void'
  | 'livelihood_project_behind'
  | 'budget_opinion_unanswered'
  | 'transfer_late'
  | 'three_publics_over'
  | 'key_project_stalled'
  | 'land_revenue_behind';

export interface Oddity {
  readonly id: string;
  readonly kind: OddityKind;
  readonly title: string;
  /** Codes that say where: area, department, project, station, period, payment ids … */
  readonly where: Readonly<Record<string, string | readonly string[]>>;
  /** What a detector should find, in numbers (yuan, ratios, days). */
  readonly facts: Readonly<Record<string, number>>;
  /** What a detector should say. */
  readonly expect: string;
}

/** Suggestions that belong together, or look as if they did: the truth for a search for duplicates. */
export interface SuggestionGroup {
  readonly id: string;
  /** duplicate: the same matter in other words · different_place and opposite_stance: look-alikes that are not. */
  readonly kind: 'duplicate' | 'different_place' | 'opposite_stance';
  /** `hand`: written one by one · `template`: the same matter and spot, drawn and reworded. */
  readonly text: 'hand' | 'template';
  readonly suggestions: readonly {
    readonly id: string;
    readonly year: number;
    readonly title: string;
    /** As of the last day of the data. */
    readonly resultClass: string | null;
    readonly promisedBy: string | null;
    readonly fulfilledOn: string | null;
    readonly mergedInto: string | null;
  }[];
}

/** A row written so that the intake must reject it; its amounts are in no total. */
export interface PlantedReject {
  readonly file: string;
  readonly contract: string;
  /** Key of the row. */
  readonly row: string;
  readonly column: string;
  readonly reason: string;
}

export interface Planted {
  readonly seed: number;
  readonly payments: number;
  /** The sample's own today, and the last day its data speak of. */
  readonly today: string;
  readonly completeTo: string;
  readonly oddities: readonly Oddity[];
  readonly suggestionGroups: readonly SuggestionGroup[];
  readonly rejects: readonly PlantedReject[];
}
