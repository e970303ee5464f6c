import type { Engine } from '../../warehouse/engine.ts';
import type { MetricDefinition } from '../../warehouse/metrics/definition.ts';
import { lineageBatches } from '../../warehouse/queries/lineage/batches.ts';
import type { Provenance } from './document.ts';
import type { ReportPeriod } from './report-period.ts';
import { monthsText } from './wording.ts';

/** The metrics a report has used, in order, each with the datasets behind it. */
export class Provenances {
  readonly #used = new Map<MetricDefinition, Set<string>>();

  add(metric: MetricDefinition, sources: readonly string[]): void {
    const known = this.#used.get(metric) ?? new Set();
    for (const source of sources) known.add(source);
    this.#used.set(metric, known);
  }

  /** The files each came from, of the year up to the report's last month, and of its first where that is earlier. */
  async files(engine: Engine, { range, ytd }: ReportPeriod): Promise<readonly Provenance[]> {
    const from = range.from < ytd.from ? range.from : ytd.from;
    const scope = { monthFrom: from, monthTo: ytd.to, years: null };
    const found: Provenance[] = [];
    for (const [metric, sources] of this.#used) {
      const batches = await lineageBatches(engine, [...sources].sort(), scope);
      const files = batches
        .map(({ contract, fileName, sha256, rows, origin }) => ({ contract, fileName, sha256, rows, origin }))
        .sort((a, b) =>
          `${a.contract}${a.fileName}${a.sha256}`.localeCompare(`${b.contract}${b.fileName}${b.sha256}`),
        );
      found.push({ metric, months: monthsText(from, ytd.to), files });
    }
    return found;
  }
}
