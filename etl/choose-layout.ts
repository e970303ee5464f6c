import { isDeepStrictEqual } from 'node:util';
import type { Contract } from './contract.ts';
import { effectiveContract } from './effective-contract.ts';
import {
  attempt,
  byParticularity,
  fittingOf,
  headersOf,
  isNamedByOffice,
  overridden,
  type Attempt,
} from './layout-fit.ts';
import type { Layout } from './layout.ts';
import type { Sheet } from './readers/sheet.ts';
import { complete, missingConstant, refusal, type NotRecognised, type Recognised } from './recognise.ts';
import { titleOf, titleRows } from './sheet-unit.ts';

/** Which of the known layouts a sheet is written in; see docs/decisions/0062-an-own-layout-comes-first.md. */

function notKnown(attempts: readonly Attempt[], contracts: ReadonlyMap<string, Contract>): NotRecognised {
  const nearest = attempts.reduce<Attempt | null>(
    (best, next) => (next.matched.size > (best?.matched.size ?? 0) ? next : best),
    null,
  );
  if (!nearest)
    return {
      code: 'unknown_layout',
      resemblance: 0,
      message: '没有一种布局认识这张表：前 40 行里没有找到任何认识的列名；请确认报送的是台账，并保留表头',
    };
  const { layout, missing, ignored, matched } = nearest;
  const extra = ignored.length > 0 ? `；不认识的列：${ignored.slice(0, 8).join('、')}` : '';
  return {
    code: 'unknown_layout',
    resemblance: matched.size / (matched.size + missing.length),
    message:
      `没有一种布局认识这张表。最接近的是“${contracts.get(layout.contract)?.title ?? layout.contract}”` +
      `（布局 ${layout.id}），还缺列：${missing.join('、')}${extra}；请补齐列名，或为这种文件新建布局`,
  };
}

/** A sheet that is read one way, and the layouts that may be meant by it. */
export interface View {
  readonly sheet: Sheet;
  readonly layouts: readonly Layout[];
}

interface Candidate {
  readonly view: View;
  readonly attempt: Attempt;
}

/** Every layout of a view held against every row its header may end in. */
function candidatesOf(
  view: View,
  fileName: string,
  contracts: ReadonlyMap<string, Contract>,
): readonly Candidate[] {
  const { sheet, layouts } = view;
  const format = sheet.name === null ? 'delimited' : 'workbook';
  const headers = headersOf(sheet);
  return layouts.flatMap((layout) => {
    const contract = contracts.get(layout.contract);
    const isSheet = layout.sheet === undefined || new RegExp(layout.sheet).test(sheet.name ?? '');
    const isFile = layout.file === undefined || new RegExp(layout.file).test(fileName.normalize('NFKC'));
    if (!contract || layout.format !== format || !isSheet || !isFile) return [];
    const effective = effectiveContract(contract, layout, null);
    const last = layout.headerRows === 0 ? 0 : sheet.head.length;
    return Array.from({ length: last - layout.headerRows + 1 }, (_, index) => {
      const lower = layout.headerRows - 1 + index;
      return { view, attempt: attempt(layout, effective, headers(lower, layout.headerRows), lower) };
    }).filter(({ attempt: { lowerIndex } }) => lowerIndex < last);
  });
}

/** What a sheet was taken for, and by which of its views. */
export interface Choice {
  readonly view: View;
  readonly recognised: Recognised | NotRecognised;
}

/** All that the rows come to; two layouts of equal readings are one and the same here. */
function readingOfSheet({ layout, origins, ...rest }: Recognised) {
  const { totals, notes, skip, fillDown, currency, encoding, delimiter } = layout;
  return { ...rest, origins: [...origins], totals, notes, skip, fillDown, currency, encoding, delimiter };
}

const isRead = (recognised: Recognised | NotRecognised): recognised is Recognised => !('code' in recognised);

function ambiguous(a: Layout, b: Layout, what: string): NotRecognised {
  const own = [a, b].filter(({ own: isOwn }) => isOwn === true).map(({ id }) => id);
  const whose = own.length > 0 ? `自己的布局 ${own.join('、')} 里` : '布局里';
  return refusal(
    'ambiguous_layout',
    `这张表同时符合布局 ${a.id} 和 ${b.id}，${what}；请在${whose}用 file 或 sheet 写明是哪种文件，或在文件里保留更多的列`,
  );
}

/**
 * Chooses among the layouts that fit, most particular first (see layout-fit.ts). Nothing is guessed: where two that
 * fit equally read the sheet differently, both are named.
 */
function choose(
  fitting: readonly Candidate[],
  fileName: string,
  contracts: ReadonlyMap<string, Contract>,
): Choice | null {
  const named = fitting.filter(({ attempt: found }) => isNamedByOffice(found));
  const [widest] = [...(named.length > 0 ? named : fitting)].sort(
    (a, b) => b.attempt.matched.size - a.attempt.matched.size,
  );
  if (!widest) return null;
  const contract = contracts.get(widest.attempt.layout.contract);
  if (!contract) return null;
  const rival = (named.length > 0 ? named : fitting).find(
    ({ attempt: { layout, matched } }) =>
      layout.contract !== contract.id && matched.size === widest.attempt.matched.size,
  );
  if (rival)
    return {
      view: widest.view,
      recognised: ambiguous(widest.attempt.layout, rival.attempt.layout, '无法判断是哪一种'),
    };
  const ofContract = fitting.filter(({ attempt: { layout } }) => layout.contract === contract.id);
  const attempts = ofContract.map(({ attempt: found }) => found);
  const read = ofContract
    .map((one) => ({
      ...one,
      recognised:
        one.attempt.duplicates.length > 0
          ? duplicated(one.attempt)
          : complete(one.attempt, contract, one.view.sheet, fileName),
      lost: isNamedByOffice(one.attempt) ? [] : overridden(one.attempt, attempts),
    }))
    .sort((a, b) => byParticularity(a.attempt, b.attempt));
  // A layout whose constant is nowhere to be found is not meant, unless the office has named this file.
  const meant = read.filter(
    ({ attempt: found, view: { sheet } }) =>
      isNamedByOffice(found) || missingConstant(found, titleOf(titleRows(sheet, found)), fileName) === null,
  );
  const [first] = meant.length > 0 ? meant : read;
  if (!first || !isRead(first.recognised)) return first ?? null;
  return withoutDoubt(first, first.recognised, meant);
}

interface ReadCandidate extends Candidate {
  readonly recognised: Recognised | NotRecognised;
  readonly lost: readonly string[];
}

/** The first of the readings, unless another has as good a claim and comes to something else. */
function withoutDoubt(first: ReadCandidate, recognised: Recognised, all: readonly ReadCandidate[]): Choice {
  for (const other of all) {
    if (other === first || !isRead(other.recognised)) continue;
    if (byParticularity(first.attempt, other.attempt) === 0) {
      if (!isDeepStrictEqual(readingOfSheet(recognised), readingOfSheet(other.recognised)))
        return {
          view: first.view,
          recognised: ambiguous(recognised.layout, other.recognised.layout, '读法却不同'),
        };
    } else if (first.lost.length > 0 && other.lost.length === 0) {
      // The file has a column of its own for what the layout takes for granted.
      const lost = new Set(first.lost);
      const shared = ({ origins }: Recognised) =>
        [...origins].filter(([name]) => !lost.has(name) && other.attempt.matched.has(name));
      if (isDeepStrictEqual(shared(recognised), shared(other.recognised))) return other;
      return {
        view: first.view,
        recognised: ambiguous(
          recognised.layout,
          other.recognised.layout,
          `前者用固定值代替了文件里有的列（${first.lost.join('、')}），读法也不同`,
        ),
      };
    }
  }
  return first;
}

const duplicated = ({ duplicates }: Attempt) =>
  refusal('duplicate_header', `表头里有重复的列：${duplicates.join('、')}；请只保留一列后重新报送`);

/** Finds the layout that one of the views of a sheet is written in; null when none fits any of them. */
export function chooseAmong(
  views: readonly View[],
  fileName: string,
  contracts: ReadonlyMap<string, Contract>,
): Choice | null {
  const candidates = views.flatMap((view) => fittingOf(candidatesOf(view, fileName, contracts)));
  return choose(candidates, fileName, contracts);
}

/** Finds the layout a sheet is written in, or says why none fits and which comes nearest. */
export function recognise(
  sheet: Sheet,
  fileName: string,
  layouts: readonly Layout[],
  contracts: ReadonlyMap<string, Contract>,
): Recognised | NotRecognised {
  const candidates = candidatesOf({ sheet, layouts }, fileName, contracts);
  return (
    choose(fittingOf(candidates), fileName, contracts)?.recognised ??
    notKnown(
      candidates.map(({ attempt: found }) => found),
      contracts,
    )
  );
}
