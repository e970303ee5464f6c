import { Router } from 'express';
import { answer, type BuildAnswers } from '../answer.ts';
import { jobRunLogSchema, jobsSchema } from '../contracts/jobs.ts';
import type { JobsKnown } from '../dependencies.ts';
import { ProblemError } from '../problem.ts';

/** `/jobs`: what the clock runs and ran. Read only: jobs are started from the command line. */
export function jobRoutes({ store, hot }: Pick<BuildAnswers, 'store' | 'hot'>, known?: JobsKnown): Router {
  const router = Router();
  const asked = (): JobsKnown => {
    if (!known) throw new ProblemError('not_found', '这台服务器不提供后台任务的记录');
    return known;
  };
  router.get('/jobs', async (req, res) => {
    const remember = hot.remembers(req, res);
    const jobs = jobsSchema.parse(await asked().jobs());
    const question = { route: 'jobs', state: jobs, parameters: null, format: 'json' } as const;
    await answer(store, req, res, question, () => jobs, remember);
  });
  router.get('/jobs/runs/:id', async (req, res) => {
    const { id } = req.params;
    const found = /^[\w.-]{1,200}$/.test(id) && !id.startsWith('.') ? await asked().run(id) : null;
    if (found === null) throw new ProblemError('not_found', '没有这个编号的运行；/api/v1/jobs 列出最近的');
    res.set('Cache-Control', 'no-store').json(jobRunLogSchema.parse(found));
  });
  return router;
}
