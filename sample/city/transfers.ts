import { transferAnchors } from './anchors.ts';
import { apportion, apportionIn, fenOfYi, sum, type Fen } from './apportion.ts';
import { cityLevel, functionalZones } from './areas.ts';
import { at } from './reference.ts';

type Entries = readonly (readonly [subject: string, amount: Fen])[];

/** Shape of the transfers where nothing is published: shares of what comes in, and of what goes out. */
const shapes = {
  city: {
    into: [
      ['11001', 22.51],
      ['11002', 85.87],
      ['11003', 19.08],
      ['11006', 98.4],
      ['11008', 22.1],
      ['11009', 31.36],
      ['11011', 41.5],
      ['11015', 6.9],
    ],
    out: [
      ['23001', 5.9],
      ['23002', 89.02],
      ['23003', 21.02],
      ['23006', 112.35],
      ['23009', 24.6],
      ['23011', 36.2],
      ['23015', 9.3],
    ],
  },
  county: {
    into: [
      ['11001', 6],
      ['11002', 50],
      ['11003', 13],
      ['11008', 5],
      ['11009', 14],
      ['11011', 10],
      ['11015', 2],
    ],
    out: [
      ['23006', 80],
      ['23009', 14],
      ['23015', 6],
    ],
  },
} as const;

/** What goes out where nothing is published: 市本级 in proportion to 2023, the others by their revenue. */
function outTotal(area: string, revenue: Fen, expenditure: Fen): Fen {
  const raw =
    area === cityLevel
      ? expenditure * (298.39 / 168.23)
      : area === functionalZones
        ? revenue * 0.62
        : revenue * 0.25 + expenditure * 0.04;
  return Math.round(raw / 1e6) * 1e6;
}

const entriesOf = (subjects: readonly (readonly [string, number])[], amounts: readonly Fen[]): Entries =>
  subjects.map(([subject], index) => [subject, at(amounts, index)] as const);

/**
 * Transfers on both sides of an area's general account, so that revenue + in = expenditure + out to the fen:
 * the published final accounts where there are any, otherwise their shape.
 */
export function transfersOf(
  area: string,
  year: number,
  version: 'approved' | 'adjusted' | 'final',
  revenue: Fen,
  expenditure: Fen,
): { readonly into: Entries; readonly out: Entries } {
  const anchor =
    version === 'final' ? transferAnchors.find((one) => one.area === area && one.year === year) : undefined;
  const form = area === cityLevel ? shapes.city : shapes.county;
  const published = typeof anchor?.out === 'object' ? Object.entries(anchor.out) : null;
  const outAmount =
    typeof anchor?.out === 'number' ? fenOfYi(anchor.out) : outTotal(area, revenue, expenditure);
  const out: Entries =
    published === null
      ? entriesOf(
          form.out,
          apportionIn(
            1e6,
            outAmount,
            form.out.map(([, weight]) => weight),
          ),
        )
      : published.map(([subject, yi]) => [subject, fenOfYi(yi)] as const);
  const total = expenditure + sum(out.map(([, amount]) => amount)) - revenue;
  const into: Entries =
    anchor?.into === undefined
      ? entriesOf(
          form.into,
          apportion(
            total,
            form.into.map(([, weight]) => weight),
          ),
        )
      : Object.entries(anchor.into).map(([subject, yi]) => [subject, fenOfYi(yi)] as const);
  return { into, out };
}
