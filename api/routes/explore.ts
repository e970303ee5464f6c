import { Router } from 'express';
import { listBuilds } from '../../warehouse/builds.ts';
import { explore, type Explored } from '../../warehouse/explore/explore.ts';
import type { ExploredRow } from '../../warehouse/explore/joined-rows.ts';
import { comparisonNames, monthsNote, wholePeriod } from '../../warehouse/explore/told-months.ts';
import type { Home } from '../../warehouse/home.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import type { Exploration } from '../contracts/explore.ts';
import { exploreTable } from '../faces/explore-table.ts';
import { parseExploreParameters, type ExploreParameters } from '../parameters/explore-parameters.ts';
import { provenance, together } from '../provenance.ts';
import { interruptible } from '../query-limit.ts';

function sortValue(row: ExploredRow, by: string): string | number | null {
  if (by === 'time') return row.time;
  const measured = row.values[by];
  if (measured !== undefined) return measured.value;
  return Object.entries(row.key).find(([dimension]) => dimension === by)?.[1] ?? null;
}

/** Rows in the order asked for; those without a value last, equal ones as they were. */
function ordered(rows: readonly ExploredRow[], order: ExploreParameters['order']): readonly ExploredRow[] {
  if (order === null) return rows;
  const sign = order.descending ? -1 : 1;
  return [...rows].sort((one, other) => {
    const a = sortValue(one, order.by);
    const b = sortValue(other, order.by);
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1;
    return a < b ? -sign : a > b ? sign : 0;
  });
}

/** The build published before this one, among those that are kept. */
async function buildBefore(home: Home, id: string): Promise<string | null> {
  const older = (await listBuilds(home)).map((build) => build.id).filter((other) => other < id);
  return older.sort().at(-1) ?? null;
}

interface Spoken {
  readonly explored: Explored;
  /** The build compared with; null where none is. */
  readonly before: string | null;
}

/** By measure: where its numbers come from, and of which months they speak. */
function spokenOf({ report }: PublishedBuild, { steps }: Explored, { measures, compare }: ExploreParameters) {
  return measures.map(({ id, sources }) => {
    const own = steps.get(id) ?? [];
    return {
      id,
      steps: own.map((step) => ({ ...step })),
      note: monthsNote(own, compare),
      ...provenance(sources, report.datasets, wholePeriod(own)),
    };
  });
}

function bodyOf(build: PublishedBuild, asked: ExploreParameters, { explored, before }: Spoken): Exploration {
  const { measures, by, grain, period, filters, compare, limit } = asked;
  const spoken = spokenOf(build, explored, asked);
  return {
    build: build.id,
    measures: [...measures],
    by,
    grain,
    period,
    filters,
    comparison: compare === null ? null : { kind: compare, name: comparisonNames[compare], build: before },
    ...together(spoken),
    spoken: Object.fromEntries(
      spoken.map(({ id, asOf, origins, steps, note }) => [
        id,
        {
          ...{ asOf, origins, note },
          steps: steps.map(({ months, compared, ...step }) => ({
            ...step,
            months: [...months],
            compared: compared === null ? null : { ...compared, months: [...compared.months] },
          })),
        },
      ]),
    ),
    total: explored.rows.length,
    rows: ordered(explored.rows, asked.order)
      .slice(0, limit)
      .map((row) => ({ ...row, values: { ...row.values } })),
  };
}

/** `/explore`: several measures by the same dimensions and steps of time, compared. Never SQL from the caller. */
export function exploreRoutes(answers: BuildAnswers, home: Home): Router {
  const router = Router();
  const exploredOf = async (
    build: PublishedBuild,
    asked: ExploreParameters,
    signal: AbortSignal,
  ): Promise<Spoken> => {
    const before = asked.compare === 'previous_build' ? await buildBefore(home, build.id) : null;
    const both =
      before === null
        ? null
        : await answers.warehouse.useBuild(before, (older) =>
            explore(build.engine, interruptible(older.engine, signal), asked),
          );
    return { before, explored: both ?? (await explore(build.engine, null, asked)) };
  };
  router.get('/explore', async (req, res) => {
    const asked = parseExploreParameters(ownQuery(req, true));
    const { measures, by, grain, compare, limit } = asked;
    const question = { route: 'explore', parameters: asked };
    await answerTabular<Exploration>(answers, req, res, question, {
      json: async (build, signal) => bodyOf(build, asked, await exploredOf(build, asked, signal)),
      rowsOf: ({ rows }) => rows.length,
      table: async (build, _face, signal) => {
        const { explored } = await exploredOf(build, asked, signal);
        const rows = ordered(explored.rows, asked.order).slice(0, limit);
        const told = together(spokenOf(build, explored, asked));
        return exploreTable(rows, explored.steps, told, { measures, by, isTimed: grain !== null, compare });
      },
    });
  });
  return router;
}
