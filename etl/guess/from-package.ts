import type { Contract } from '../contract.ts';
import { UnreadableFile } from '../readers/sheet.ts';
import { recogniseFile, type FileToRecognise } from '../recognise-file.ts';
import type { Recognised } from '../recognise.ts';
import type { Proposal } from './propose.ts';

/** A proposal that rests on what the package says of its file, or why there is none. */
export type Described =
  { readonly proposal: Proposal; readonly sheet: string | null } | { readonly why: string };

/** Proposes the layout of the descriptor that came with a file, once it is seen to fit the file. */
export async function proposeFromPackage(
  target: FileToRecognise,
  contracts: ReadonlyMap<string, Contract>,
  { id, contract }: { readonly id: string; readonly contract?: string | undefined },
): Promise<Described> {
  try {
    const file = await recogniseFile(target, [], contracts);
    try {
      let why = '';
      for (const { sheet, recognised } of file.sheets) {
        if ('code' in recognised) why = recognised.message;
        else if (contract === undefined || recognised.contract.id === contract)
          return { proposal: proposalOf(recognised, id), sheet: sheet.name };
        else why = `它说的是 ${recognised.contract.id}，不是 ${contract}`;
      }
      return { why };
    } finally {
      await file.close();
    }
  } catch (error) {
    if (!(error instanceof UnreadableFile)) throw error;
    return { why: error.message };
  }
}

function proposalOf({ layout, contract, origins, firstRow, ignored }: Recognised, id: string): Proposal {
  return {
    contract,
    layout: { ...layout, id },
    matches: contract.columns.flatMap((column) => {
      const origin = origins.get(column.name);
      if (origin?.kind !== 'cell') return [];
      const { index, header } = origin;
      return [{ column, index, header, confidence: 1, because: 'datapackage.json 写明' }];
    }),
    headerRow: firstRow - 1,
    unmatched: ignored,
    questions: [],
  };
}
