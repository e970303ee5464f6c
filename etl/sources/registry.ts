import type { Contract } from '../contract.ts';
import { contracts as auditFindings } from './audit.findings/contract.ts';
import { contracts as budgetOpinions } from './budget_opinions/contract.ts';
import { contracts as development } from './development/contract.ts';
import { contracts as financeBudget } from './finance.budget/contract.ts';
import { contracts as financeDebt } from './finance.debt/contract.ts';
import { contracts as financePayments } from './finance.payments/contract.ts';
import { contracts as financeRevenue } from './finance.revenue/contract.ts';
import { contracts as legislation } from './legislation/contract.ts';
import { contracts as livelihood } from './livelihood/contract.ts';
import { contracts as financeThreePublics } from './finance.three_publics/contract.ts';
import { contracts as financeTransfers } from './finance.transfers/contract.ts';
import { contracts as naturalResources } from './natural_resources/contract.ts';
import { contracts as published } from './published/contract.ts';
import { contracts as stateAssets } from './state_assets/contract.ts';
import { contracts as stations } from './stations/contract.ts';
import { contracts as suggestions } from './suggestions/contract.ts';
import { contracts as taxMonthly } from './tax.monthly/contract.ts';

/** Every dataset the intake knows, by contract id. */
export const contracts: ReadonlyMap<string, Contract> = new Map(
  [
    ...financeBudget,
    ...financeDebt,
    ...financeTransfers,
    ...financeThreePublics,
    ...financePayments,
    ...financeRevenue,
    ...taxMonthly,
    ...development,
    ...stateAssets,
    ...naturalResources,
    ...auditFindings,
    ...stations,
    ...suggestions,
    ...legislation,
    ...livelihood,
    ...budgetOpinions,
    ...published,
  ].map((contract) => [contract.id, contract]),
);
