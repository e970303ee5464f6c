import { Router } from 'express';
import {
  reportFormatOf,
  reportsSchema,
  reportVerificationSchema,
  sha256Schema,
  type ReportFormat,
} from '../contracts/reports.ts';
import { answer, type BuildAnswers } from '../answer.ts';
import type { ReportsKnown } from '../dependencies.ts';
import { setPageHeaders } from '../middleware/security-headers.ts';
import { ProblemError } from '../problem.ts';

const office = 'application/vnd.openxmlformats-officedocument';
const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  docx: `${office}.wordprocessingml.document`,
  pdf: 'application/pdf',
  xlsx: `${office}.spreadsheetml.sheet`,
  html: 'text/html; charset=utf-8',
};
/** A report shows itself and runs nothing; its style is inside. */
const reportPolicy = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** `/reports`: what was made, and the files. Read only: reports are made, reviewed and published from the command line. */
export function reportRoutes(
  { store, hot }: Pick<BuildAnswers, 'store' | 'hot'>,
  known?: ReportsKnown,
): Router {
  const router = Router();
  const asked = (): ReportsKnown => {
    if (!known) throw new ProblemError('not_found', '这台服务器不提供定期报告');
    return known;
  };
  router.get('/reports', async (req, res) => {
    const remember = hot.remembers(req, res);
    const reports = reportsSchema.parse(await asked().reports());
    const question = { route: 'reports', state: reports, parameters: null, format: 'json' } as const;
    await answer(store, req, res, question, () => reports, remember);
  });
  router.get('/reports/verify', async (req, res) => {
    const sha256 = sha256Schema.safeParse(req.query.sha256);
    if (!sha256.success)
      throw new ProblemError(
        'invalid_parameter',
        'sha256 应为文件的 SHA-256：64 位十六进制数；cockpit report verify 也可以直接核验文件',
      );
    const matches = await asked().verify(sha256.data);
    const answer = reportVerificationSchema.parse({ sha256: sha256.data, matches });
    res.set('Cache-Control', 'no-store').json(answer);
  });
  router.get('/reports/:id/:name', async (req, res) => {
    const { id, name } = req.params;
    const format = reportFormatOf(name);
    const file = format === undefined ? null : await asked().file(id, name);
    if (file === null || format === undefined)
      throw new ProblemError('not_found', '没有这份报告，或没有这种格式；/api/v1/reports 列出全部');
    if (format === 'html') {
      setPageHeaders(res);
      res.set('Content-Security-Policy', reportPolicy);
    }
    // As a person would call it; browsers read the name in UTF-8 (RFC 5987).
    else res.attachment(`${file.title} ${file.period}.${format}`);
    // A draft is made again under the same address: ask each time.
    res.set('Cache-Control', 'private, no-cache').set('ETag', `"${file.sha256}"`);
    res.setHeader('Content-Type', mediaTypes[format]);
    if (req.fresh) res.status(304).end();
    else res.send(file.bytes);
  });
  return router;
}
