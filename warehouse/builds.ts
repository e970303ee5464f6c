import { readdir } from 'node:fs/promises';
import { buildReportSchema, type BuildReport } from './build-report.ts';
import { readJson, type Home } from './home.ts';

const reportName = /^warehouse-(\d{8}T\d{6}Z-[0-9a-f]{8})\.json$/;

/** The reports of the builds that are kept, newest first. One whose report cannot be read is left out: it is on its way out. */
export async function listBuilds(home: Home): Promise<BuildReport[]> {
  const names = await readdir(home.warehouse).catch(() => []);
  const ids = names.flatMap((name) => reportName.exec(name)?.[1] ?? []);
  const reports = await Promise.all(
    ids.map(
      async (id) => buildReportSchema.safeParse(await readJson(home.buildReport(id)).catch(() => null)).data,
    ),
  );
  return reports.filter((report) => report !== undefined).sort((a, b) => (a.id < b.id ? 1 : -1));
}
