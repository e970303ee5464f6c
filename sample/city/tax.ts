import { apportion, type Fen } from './apportion.ts';
import { leafAreas } from './areas.ts';
import { monthsOf, years } from './calendar.ts';
import { Dice } from './dice.ts';
import { at, cell, need, numberCell, shape } from './reference.ts';
import { profileOf, type RevenueSeries } from './revenue.ts';

export interface TaxRow {
  readonly year: number;
  readonly month: number;
  readonly area: string;
  readonly kind: string;
  readonly industry: string;
  readonly collected: Fen;
  readonly local: Fen;
}

/** Industries that pay a kind of tax, in percent: invented, of the usual order. */
const industries: Readonly<Record<string, string>> = {
  '10101': 'C42 F20 E8 K7 L5 J5 I5 G3 M3 D2',
  '10102': 'C72 F28',
  '10104': 'C33 F16 J16 K12 L8 E5 I5 M3 D2',
  '10106': 'C25 F15 J12 L12 S10 P6 Q6 K5 E5 I4',
  '10107': 'B70 C20 E10',
  '10109': 'C45 F21 E10 K9 J8 L7',
  '10110': 'C31 K27 L18 F12 H6 J6',
  '10111': 'C31 F26 J19 K14 E10',
  '10112': 'C55 K26 F9 G6 L4',
  '10113': 'K92 E5 L3',
  '10114': 'J62 G28 F10',
  '10116': 'G32 F28 S20 O20',
  '10118': 'K42 E30 N28',
  '10119': 'K80 C11 L9',
  '10121': 'C70 E14 N10 D6',
  '10199': 'C50 F30 K20',
};

/** What a county leans towards: electrical goods, shoes, trade, tourism. */
const leanings: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '330302': { F: 1.35, K: 1.2, J: 1.3, C: 0.6 },
  '330303': { C: 1.3 },
  '330382': { C: 1.35 },
  '330381': { C: 1.3 },
  '330305': { H: 1.6, D: 1.8, C: 0.6 },
  '330328': { H: 1.5, E: 1.3, C: 0.5 },
  '330329': { H: 1.4, E: 1.3, C: 0.5 },
  '330300-CL': { J: 1.5, D: 1.4 },
};

const sharing = new Map(
  shape('tax-structure').map((row) => [cell(row, 'tax_kind'), numberCell(row, 'local_sharing')]),
);
const nationalShare = new Map(
  shape('tax-structure').map((row) => [
    cell(row, 'tax_kind'),
    numberCell(row, 'national_share') * numberCell(row, 'sample_factor'),
  ]),
);
const vat = '10101';

/**
 * One row a month, area, kind of tax and industry. The local amounts of a kind add up to the item of the
 * revenue report exactly; what was collected follows from the sharing (VAT 50 %, income taxes 40 %).
 */
export function* taxRows(seed: number, revenue: readonly RevenueSeries[], year: number): Generator<TaxRow> {
  const series = new Map(
    revenue.filter((one) => one.account === 'general').map((one) => [`${one.area} ${one.item}`, one]),
  );
  const dice = new Dice(seed, `tax ${year}`);
  const age = years.findIndex((one) => one === year);
  for (const month of monthsOf(year))
    for (const area of leafAreas)
      for (const [kind, mix] of Object.entries(industries)) {
        const parts = mix
          .split(' ')
          .map((part) => ({ industry: part.slice(0, 1), share: Number(part.slice(1)) }));
        const weights = parts.map(({ industry, share }) => {
          const drift = industry === 'K' ? 0.95 ** age : industry === 'I' ? 1.06 ** age : 1;
          return share * drift * (leanings[area.code]?.[industry] ?? 1) * dice.around(0.1);
        });
        const localShare = need(sharing, kind);
        const source = series.get(`${area.code} ${localShare > 0 ? kind : vat}`);
        if (source === undefined) continue;
        const month0 = at(need(source.months, year), month - 1);
        // Central taxes leave no local revenue: their size follows VAT at the national proportion.
        const total =
          localShare > 0
            ? month0
            : Math.round(
                (((month0 * 2) / at(profileOfVat, month - 1)) *
                  at(profileOf(kind), month - 1) *
                  need(nationalShare, kind)) /
                  need(nationalShare, vat),
              );
        for (const [place, fen] of apportion(total, weights).entries()) {
          if (fen === 0) continue;
          yield {
            year,
            month,
            area: area.code,
            kind,
            industry: at(parts, place).industry,
            collected: localShare > 0 ? Math.round(fen / localShare) : fen,
            local: localShare > 0 ? fen : 0,
          };
        }
      }
}

const profileOfVat = profileOf(vat);
