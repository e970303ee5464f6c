import type { StoredFigure, StoredReport } from './report-store.ts';

/** One figure of two issues of a report; null: that issue has it not. */
export interface FigureChange {
  readonly name: string;
  readonly before: StoredFigure | null;
  readonly after: StoredFigure | null;
}

/** Which figure it is, whatever its value: the same reference of the template, and the first, second … of its like. */
function keyed(figures: readonly StoredFigure[]): ReadonlyMap<string, StoredFigure> {
  const found = new Map<string, StoredFigure>();
  for (const figure of figures) {
    const { metric, kind, span, filters } = figure;
    const like = JSON.stringify([metric, kind, span, Object.entries(filters).sort()]);
    let times = 1;
    while (found.has(`${like} ${times}`)) times += 1;
    found.set(`${like} ${times}`, figure);
  }
  return found;
}

/** The figures that are not the same in both, in the order of the later issue; what it has no more comes last. */
export function compareReports(
  before: Pick<StoredReport, 'figures'>,
  after: Pick<StoredReport, 'figures'>,
): readonly FigureChange[] {
  const [earlier, later] = [keyed(before.figures), keyed(after.figures)];
  const keys = [...new Set([...later.keys(), ...earlier.keys()])];
  return keys.flatMap((key) => {
    const [was, is] = [earlier.get(key) ?? null, later.get(key) ?? null];
    if (was !== null && is !== null && was.value === is.value && was.text === is.text) return [];
    return [{ name: (is ?? was)?.name ?? '', before: was, after: is }];
  });
}
