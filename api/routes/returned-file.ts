import { Router } from 'express';
import type { ReturnedFile } from '../dependencies.ts';
import { ProblemError } from '../problem.ts';

/** `/rejects/{delivery}/file`: the returned rows of a delivery, for the department to mend. */
export function returnedFileRoutes(returnedFile?: ReturnedFile): Router {
  const router = Router();
  router.get('/rejects/:delivery/file', async (req, res) => {
    const { delivery } = req.params;
    if (!/^\d{6}$/.test(delivery)) throw new ProblemError('not_found', '应为六位交付编号，例如 000012');
    const file = (await returnedFile?.(delivery)) ?? { why: '这台服务器不提供退回文件' };
    if ('why' in file) throw new ProblemError('not_found', file.why);
    res.set('Cache-Control', 'private, no-store');
    res.attachment(file.fileName);
    // Not `type()`: the file is in the department's encoding, whatever that is.
    res.setHeader('Content-Type', file.mediaType);
    res.send(file.bytes);
  });
  return router;
}
