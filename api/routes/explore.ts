import { Router } from 'express';
import { listBuilds } from '../../warehouse/builds.ts';
import { explore, type ExploredRow } from '../../warehouse/explore/explore.ts';
import type { Home } from '../../warehouse/home.ts';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import type { Exploration } from '../contracts/explore.ts';
import { exploreTable } from '../faces/explore-table.ts';
import { parseExploreParameters, type ExploreParameters } from '../parameters/explore-parameters.ts';

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

/** `/explore`: several measures by the same dimensions and steps of time, compared. Never SQL from the caller. */
export function exploreRoutes(answers: BuildAnswers, home: Home): Router {
  const router = Router();
  const rowsOf = async (build: PublishedBuild, asked: ExploreParameters) => {
    if (asked.compare !== 'previous_build')
      return { before: null, rows: await explore(build.engine, null, asked) };
    const before = await buildBefore(home, build.id);
    const rows =
      before === null
        ? null
        : await answers.warehouse.useBuild(before, (older) => explore(build.engine, older.engine, asked));
    return { before, rows: rows ?? (await explore(build.engine, null, asked)) };
  };
  router.get('/explore', async (req, res) => {
    const asked = parseExploreParameters(ownQuery(req, true));
    const { measures, by, grain, period, filters, compare, limit } = asked;
    const question = { route: 'explore', parameters: asked };
    await answerTabular<Exploration>(answers, req, res, question, {
      json: async (build) => {
        const { before, rows } = await rowsOf(build, asked);
        return {
          build: build.id,
          measures: [...measures],
          by,
          grain,
          period,
          filters,
          comparison: compare === null ? null : { kind: compare, build: before },
          total: rows.length,
          rows: ordered(rows, asked.order)
            .slice(0, limit)
            .map((row) => ({ ...row, values: { ...row.values } })),
        };
      },
      rowsOf: ({ rows }) => rows.length,
      table: async (build) => {
        const { rows } = await rowsOf(build, asked);
        return exploreTable(ordered(rows, asked.order).slice(0, limit), {
          measures,
          by,
          isTimed: grain !== null,
          isCompared: compare !== null,
        });
      },
    });
  });
  return router;
}
