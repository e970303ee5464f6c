import { join } from 'node:path';
import { completeTo, lastYear } from './calendar.ts';
import type { PlantedReject } from './oddities.ts';
import type { Style } from './station-files.ts';
import { writeHandlers, writeSuggestionText, writeSuggestionWorkbook } from './suggestion-files.ts';
import { knownOn, suggestionsOf, type Suggestion } from './suggestions.ts';

/** What a delivery of several files tells of each. */
export interface Deliveries {
  readonly outputFolder: string;
  readonly wrote: (name: string, rows: number) => void;
  readonly rejected: (rejects: readonly PlantedReject[]) => void;
}

const gb: Style = { encoding: 'gb18030', separator: ',' };
const utf8: Style = { encoding: 'utf-8', separator: ',' };

/**
 * The register and the handlers' ledger of the suggestions. Past years in their present state; the last year at the end
 * of June, and again, taking over, at the end of October, in a workbook.
 */
export class SuggestionDesk {
  /** As known on the last day of the data. */
  readonly known: readonly Suggestion[];
  readonly #lives: readonly Suggestion[];
  readonly #to: Deliveries;

  constructor(seed: number, to: Deliveries) {
    this.#to = to;
    this.#lives = suggestionsOf(seed);
    this.known = this.#on(completeTo);
  }

  #on(day: string): readonly Suggestion[] {
    return this.#lives.flatMap((life) => knownOn(life, day) ?? []);
  }

  deliver(years: readonly number[], day: string, label: string): void {
    const rows = (day === completeTo ? this.known : this.#on(day)).filter(({ plan }) =>
      years.includes(plan.year),
    );
    const { outputFolder, wrote, rejected } = this.#to;
    if (years.includes(lastYear) && day === completeTo) {
      const name = `人大代表工委/${label}代表建议登记簿.xlsx`;
      wrote(name, writeSuggestionWorkbook(join(outputFolder, name), `${label}代表建议登记簿`, rows));
    } else {
      const name = `人大代表工委/${label}代表建议登记簿.csv`;
      // One that is good, to make rows of that must be rejected.
      const example =
        day === completeTo ? (rows.findLast(({ closedOn }) => closedOn !== null) ?? null) : null;
      const written = writeSuggestionText(outputFolder, name, utf8, rows, example);
      rejected(written.rejects);
      wrote(name, written.rows);
    }
    const handlers = `市政府办公室/${label}代表建议承办台账.csv`;
    wrote(handlers, writeHandlers(join(outputFolder, handlers), gb, rows));
  }
}
