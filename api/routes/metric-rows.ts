import { Router } from 'express';
import type { PublishedBuild } from '../../warehouse/opened-build.ts';
import { columnTitle } from '../../warehouse/metrics/rows/column-titles.ts';
import {
  pageOf,
  rowsStatement,
  rowsTotal,
  type RowsStatement,
} from '../../warehouse/metrics/rows/ledger-rows.ts';
import { ledgers } from '../../warehouse/metrics/rows/ledgers.ts';
import type { MetricDefinition, RegisteredMetric } from '../../warehouse/metrics/definition.ts';
import { metricOf } from '../asked-metric.ts';
import { answerTabular, ownQuery, type BuildAnswers } from '../answer.ts';
import type { MetricRows } from '../contracts/rows.ts';
import { exportTable, type ExportGate } from '../export.ts';
import { wantedFace, type FaceTable } from '../faces/face.ts';
import { parseRowsParameters, placeText, type RowsParameters } from '../parameters/rows-parameters.ts';

const pageRows = 100;

const ledgerName = (name: string) => ({ name, title: ledgers.get(name)?.title ?? name });
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const number = (value: unknown): number => (typeof value === 'number' ? value : 0);

function rowsTable(metric: MetricDefinition, { columns }: RowsStatement): FaceTable {
  return {
    fileName: `${metric.name}-明细`,
    columns: [
      ...columns.map(({ name, isMoney }) => ({ name, title: columnTitle(name), from: name, isMoney })),
      { name: 'contribution', title: '计入指标的数额', from: 'contribution', isMoney: 'as_stored' },
      { name: 'file_name', title: '来源文件', from: '_file' },
      { name: 'sheet', title: '工作表', from: '_sheet' },
      { name: 'batch', title: '批次', from: '_batch' },
      { name: 'row', title: '行号', from: '_row' },
    ],
  };
}

function statementFor(
  build: PublishedBuild,
  metric: RegisteredMetric,
  rows: RowsParameters,
): Promise<RowsStatement> {
  const { asked, part, ledger } = rows;
  const { period, filters } = asked;
  return rowsStatement(build.engine, { request: { metric, period, filters }, part, ledger });
}

async function rowsBody(
  build: PublishedBuild,
  metric: RegisteredMetric,
  rows: RowsParameters,
): Promise<MetricRows> {
  const { asked, part, ledger, after } = rows;
  const limit = rows.limit ?? pageRows;
  const statement = await statementFor(build, metric, rows);
  const total = await rowsTotal(build.engine, statement);
  const page = pageOf(statement, after, limit + 1);
  const found = await build.engine.rows(page.sql, page.parameters);
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    metric,
    build: build.id,
    period: statement.period,
    filters: asked.filters,
    part,
    ledger: ledgerName(ledger),
    ledgers: rows.ledgers.map(ledgerName),
    total: { rows: total.rows, contribution: total.amount },
    columns: statement.columns.map(({ name }) => ({ name, title: columnTitle(name) })),
    rows: shown.map((row) => ({
      batch: text(row._batch),
      fileName: typeof row._file === 'string' ? row._file : null,
      sheet: typeof row._sheet === 'string' ? row._sheet : null,
      row: number(row._row),
      contribution: number(row.contribution),
      cells: Object.fromEntries(
        statement.columns.map(({ name }) => {
          const cell = row[name] ?? null;
          return [name, typeof cell === 'object' ? null : cell];
        }),
      ),
    })),
    next:
      last === undefined
        ? null
        : placeText({ batch: text(last._batch), row: number(last._row), contribution: text(last._place) }),
  };
}

/** `/metrics/{id}/rows`: the rows of delivered files behind a value; as a file all of them, in JSON by pages. */
export function metricRowRoutes(answers: BuildAnswers, exports: ExportGate): Router {
  const router = Router();
  router.get('/metrics/:id/rows', async (req, res) => {
    const metric = metricOf(req.params.id);
    const rows = parseRowsParameters(metric, ownQuery(req, true));
    const question = { route: 'metrics/rows', parameters: { metric, rows } };
    const face = wantedFace(req);
    if (face !== 'json' && face !== 'auto' && rows.limit === null && rows.after === null) {
      await exportTable(answers, exports, req, res, { ...question, face }, async (build) => {
        const statement = await statementFor(build, metric, rows);
        const { sql, parameters } = statement;
        const { rows: length } = await rowsTotal(build.engine, statement);
        return { table: rowsTable(metric, statement), sql, parameters, length };
      });
      return;
    }
    await answerTabular<MetricRows>(answers, req, res, question, {
      json: (build) => rowsBody(build, metric, rows),
      rowsOf: (body) => body.rows.length,
      table: async (build) => {
        const statement = await statementFor(build, metric, rows);
        return {
          table: rowsTable(metric, statement),
          ...pageOf(statement, rows.after, rows.limit ?? pageRows),
        };
      },
    });
  });
  return router;
}
