import { createHash } from 'node:crypto';
import { Router } from 'express';
import { readReceipts, type Receipt } from '../../warehouse/deliveries.ts';
import { deliveryFacts, isWanted, shanghaiDay } from '../../warehouse/delivery-register/delivery-facts.ts';
import { loadObligations, type Obligation } from '../../warehouse/delivery-register/obligations.ts';
import { deliveryRegister } from '../../warehouse/delivery-register/register.ts';
import { answerListed, listQuery, type BuildAnswers } from '../answer.ts';
import { deliveriesSchema, type Deliveries } from '../contracts/deliveries.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { deliveriesTable } from '../faces/deliveries-table.ts';
import { wantedFace } from '../faces/face.ts';
import { checkWhole, rowsToRead } from '../parameters/list-page.ts';
import { parseDeliveriesParameters, type DeliveriesRequest } from '../parameters/deliveries-parameters.ts';

type Names = ReadonlyMap<string, { readonly title: string; readonly owner: string }>;

function deliveriesAnswer(
  asked: Omit<DeliveriesRequest, 'limit'> & { readonly limit: number },
  receipts: readonly Receipt[],
  obligations: readonly Obligation[],
  names: Names,
  today: string,
): Deliveries {
  const { department, source, limit, offset } = asked;
  const ofSource = (contract: string) =>
    source === null || contract === source || contract.startsWith(`${source}.`);
  const register = deliveryRegister(receipts, obligations, names, today).filter(
    (entry) => ofSource(entry.contract) && (department === null || entry.department === department),
  );
  const contracts = new Set(register.map(({ contract }) => contract));
  const facts = deliveryFacts(receipts).filter(
    (entry) =>
      isWanted(entry, asked) &&
      (department === null || entry.datasets.some(({ contract }) => contracts.has(contract))),
  );
  const deliveries = facts.slice(offset, offset + limit);
  return deliveriesSchema.parse({ today, register, total: facts.length, limit, offset, deliveries });
}

/** Changes whenever the register or the list could: receipts are rewritten by decisions and by rebuilding. */
function fingerprint(receipts: readonly Receipt[]): string {
  const seen = receipts.map(({ delivery, sha256, verdict, history, rejected, batches }) => [
    delivery,
    sha256,
    verdict,
    history.length,
    rejected,
    batches.map(({ batch, rows, totalsRows }) => [batch, rows, totalsRows]),
  ]);
  return createHash('sha256').update(JSON.stringify(seen)).digest('hex');
}

/** `/deliveries`: who owes what, what came, and what was decided on it. Needs no build, and changes with the day. */
export function deliveryRoutes(
  { home, warehouse, clock }: Pick<ApiDependencies, 'home' | 'warehouse' | 'clock'>,
  { store, hot }: Pick<BuildAnswers, 'store' | 'hot'>,
): Router {
  const router = Router();
  router.get('/deliveries', async (req, res) => {
    const asked = parseDeliveriesParameters(listQuery(req));
    const remember = hot.remembers(req, res);
    const receipts = await readReceipts(home);
    const obligations = await loadObligations(home.obligations);
    const today = shanghaiDay(clock());
    const datasets = await warehouse.use(({ report }) => Promise.resolve(report.datasets));
    const names: Names = new Map((datasets ?? []).map((dataset) => [dataset.contract, dataset]));
    const state = {
      receipts: fingerprint(receipts),
      obligations,
      today,
      names: [...names].map(([contract, { title }]) => [contract, title]),
    };
    const page = { ...asked, limit: rowsToRead(asked, wantedFace(req)) };
    const body = () => deliveriesAnswer(page, receipts, obligations, names, today);
    await answerListed<Deliveries>(
      store,
      req,
      res,
      { route: 'deliveries', state, parameters: asked },
      {
        json: body,
        rowsOf: ({ deliveries }) => deliveries.length,
        table: () => {
          const { total, deliveries } = body();
          checkWhole(asked, total);
          return deliveriesTable(deliveries);
        },
      },
      remember,
    );
  });
  return router;
}
