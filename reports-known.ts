import type { ReportsKnown } from './api/dependencies.ts';
import { beingMade } from './jobs/reports/making.ts';
import { ReportStore } from './jobs/reports/report-store.ts';
import type { Home } from './warehouse/home.ts';

/** The reports of a home, as the API shows them. */
export function reportsKnown(home: Home, clock: () => Date): ReportsKnown {
  const store = new ReportStore(home.reports);
  return {
    reports: async () => {
      const { reports, unreadable } = await store.list();
      const making = await beingMade(home.reports, clock());
      return { reports: [...reports], unreadable: [...unreadable], making: [...making] };
    },
    verify: async (sha256) => [...(await store.verify(sha256))],
    file: (id, name) => store.file(id, name),
  };
}
