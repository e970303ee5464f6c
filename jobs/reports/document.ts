import type { MetricDefinition, MetricUnit } from '../../warehouse/metrics/definition.ts';
import type { AppendixPlace, FigureKind, Span } from './template.ts';
import type { Reading } from './wording.ts';

/** A number of the report, with all that is needed to find it again. */
export interface Figure extends Reading {
  readonly metric: MetricDefinition;
  readonly kind: FigureKind;
  readonly span: Span;
  /** As the report writes it. */
  readonly text: string;
  /** What was asked for, as the API takes it; null: the metric has no months. */
  readonly asked: string | null;
  /** What is taken off it, likewise: the same months of the year before; null: nothing is. */
  readonly before: string | null;
  /** The months it speaks of, for people; empty for a figure of no month. */
  readonly months: string;
  readonly filters: Readonly<Record<string, string>>;
  /** What the values of the filters are called. */
  readonly names: Readonly<Record<string, string>>;
}

export interface Column {
  readonly metric: MetricDefinition;
  /** With its unit. */
  readonly title: string;
}

export interface TableRow {
  readonly label: string;
  /** Whether it is the metric itself, under its parts. */
  readonly isTotal: boolean;
  /** In the order of the columns. */
  readonly cells: readonly (Reading & { readonly text: string })[];
}

/** A cell of a list: words, or a number with its unit. */
export interface ListCell {
  readonly text: string;
  readonly value: number | null;
  /** null: words. */
  readonly unit: MetricUnit | null;
}

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph' | 'item' | 'note'; readonly text: string }
  | {
      readonly kind: 'table';
      readonly caption: string;
      readonly label: string;
      readonly columns: readonly Column[];
      readonly rows: readonly TableRow[];
    }
  /** Things one under the other, such as warnings; no column adds up. */
  | {
      readonly kind: 'list';
      readonly caption: string;
      readonly heads: readonly string[];
      readonly rows: readonly (readonly ListCell[])[];
      /** How it is printed: rows under what they have in common, and these columns; a workbook has all of them. */
      readonly printed: {
        readonly columns: readonly number[];
        readonly groups: readonly { readonly title: string; readonly rows: readonly number[] }[];
      };
    }
  | { readonly kind: 'chart'; readonly caption: string; readonly svg: string };

export interface SourceFile {
  readonly contract: string;
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: number;
  readonly origin: string;
}

/** Where the figures of a metric come from. */
export interface Provenance {
  readonly metric: MetricDefinition;
  readonly months: string;
  readonly files: readonly SourceFile[];
}

/** A template filled from one build: everything a format needs, and nothing that depends on when it is made. */
export interface ReportDocument {
  readonly id: string;
  readonly template: string;
  readonly title: string;
  readonly period: string;
  /** Which issue it is, for its title page: 2026年9月, or a session's name. */
  readonly issue: string;
  readonly months: string;
  readonly build: string;
  readonly builtAt: string;
  /** The last day the data of the build speak of. */
  readonly asOf: string | null;
  readonly isSample: boolean;
  readonly unchanged: number;
  readonly blocks: readonly Block[];
  readonly figures: readonly Figure[];
  readonly appendix: readonly Provenance[];
  readonly appendixPlace: AppendixPlace;
}
