import type { Dimension, MetricDefinition } from '../../warehouse/metrics/definition.ts';
import type { Severity } from '../../warehouse/warnings/definition.ts';
import type { IssueKind } from './report-period.ts';

/** A template that cannot be used; the message says which line and which word, and what was expected. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

/** value: the figure · growth: against last year in words · gap: against time progress in words · change: the difference from the same months of last year in words. */
export const figureKinds = ['value', 'growth', 'gap', 'change'] as const;
export type FigureKind = (typeof figureKinds)[number];

/** The months a reference speaks of: the report's own, from January to its last, or all there are to its last. */
export const spans = ['period', 'ytd', 'history'] as const;
export type Span = (typeof spans)[number];

/** A metric with the months and the part of it that is meant. `@year` and `@last_year` in a filter are the report's. */
export interface MetricReference {
  readonly metric: MetricDefinition;
  readonly span: Span;
  readonly filters: Readonly<Partial<Record<Dimension, string>>>;
}

export interface FigureReference extends MetricReference {
  readonly kind: FigureKind;
  /** What is counted: 件, 个. */
  readonly noun: string;
}

/** The first or last few of a breakdown, written one after the other. */
export interface RankReference extends MetricReference {
  readonly kind: 'top' | 'bottom';
  readonly by: Dimension;
  readonly most: number;
  /** As many as are no wider together (em), one at least; null: however wide. */
  readonly widest: number | null;
  /** Only values beyond these, as the warehouse has them (0.1 is ten per cent). */
  readonly above: number | null;
  readonly below: number | null;
  /** Codes that are left out. */
  readonly except: readonly string[];
  /** Whether a value is written with its sign; otherwise the sentence says which way it goes. */
  readonly isSigned: boolean;
  /** What is counted. */
  readonly noun: string;
}

export const names = ['issue', 'period', 'ytd', 'year', 'last_year', 'as_of'] as const;
export type Name = (typeof names)[number];

export type Part =
  | { readonly text: string }
  | { readonly figure: FigureReference }
  | { readonly rank: RankReference }
  /** The months a metric has data of. */
  | { readonly months: MetricReference }
  | { readonly name: Name };

export const operators = ['<', '<=', '>', '>=', '=', '!='] as const;
export type Operator = (typeof operators)[number];

export type Condition =
  | { readonly kind: 'has'; readonly reference: MetricReference }
  /** Whether what was delivered reaches the last month. */
  | { readonly kind: 'covered'; readonly reference: MetricReference }
  /** Whether a ranking has anybody in it. */
  | { readonly kind: 'some'; readonly rank: RankReference }
  | {
      readonly kind: 'value';
      readonly reference: MetricReference;
      readonly operator: Operator;
      readonly number: number;
    }
  /** Whether the report's months are not simply those from January on. */
  | { readonly kind: 'period-is-not-ytd' }
  | { readonly kind: 'issue'; readonly kinds: readonly IssueKind[] }
  /** The number of the report's last month. */
  | { readonly kind: 'month'; readonly operator: Operator; readonly number: number };

export interface ColumnReference extends MetricReference {
  /** null: the metric's own name. */
  readonly title: string | null;
}

export const chartKinds = ['cumulative', 'months', 'lines', 'opinions'] as const;
export type ChartKind = (typeof chartKinds)[number];

export type TemplateBlock =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly parts: readonly Part[] }
  | { readonly kind: 'paragraph' | 'item'; readonly parts: readonly Part[] }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly by: Dimension;
      /** So many rows, by the first column; null: all. */
      readonly top: number | null;
      /** Whether the metric itself stands under its parts. */
      readonly hasTotal: boolean;
      readonly columns: readonly ColumnReference[];
    }
  | {
      readonly kind: 'chart';
      readonly chart: ChartKind;
      readonly caption: string;
      readonly references: readonly ColumnReference[];
    }
  | {
      readonly kind: 'warnings';
      readonly caption: string;
      readonly rules: readonly string[];
      readonly severities: readonly Severity[];
      readonly top: number;
      /** Whether the rules are told under the list. */
      readonly hasRules: boolean;
    }
  | {
      readonly kind: 'when';
      readonly condition: Condition;
      readonly then: readonly TemplateBlock[];
      readonly otherwise: readonly TemplateBlock[];
    };

export const appendixPlaces = ['printed', 'apart'] as const;
export type AppendixPlace = (typeof appendixPlaces)[number];

export interface Template {
  readonly id: string;
  readonly title: string;
  /** Changes of at most this share read 基本持平; the report says so. */
  readonly unchanged: number;
  /** The issues the clock makes of it by itself. */
  readonly issues: readonly IssueKind[];
  /** Days after the end of its months (before the day a session opens) on which an issue is due. */
  readonly due: number;
  /** Whether paper has the appendix, too; otherwise only the screen and the workbook do. */
  readonly appendix: AppendixPlace;
  /** An issue waits for these to have its last month. */
  readonly needs: readonly MetricDefinition[];
  readonly blocks: readonly TemplateBlock[];
}
