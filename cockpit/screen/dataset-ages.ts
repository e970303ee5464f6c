import type { CurrentBuild } from '../../api/contracts/builds.ts';
import type { RegisterEntry } from '../../api/contracts/deliveries.ts';
import { deliveryTexts } from '../locale/deliveries.ts';
import { texts } from '../locale/texts.ts';
import { isLate } from './tile-state.ts';

type Dataset = CurrentBuild['datasets'][number];

/** A dataset as its line on the wall has it. */
export interface DatasetAge extends Dataset {
  readonly age: 'known' | 'late' | 'missing' | 'held';
  readonly until: string;
  /** The same in full, where `until` is only a mark. */
  readonly detail: string | null;
}

function wordFor(entry: RegisterEntry | undefined): Pick<DatasetAge, 'age' | 'until' | 'detail'> | null {
  const { marks } = deliveryTexts;
  if (entry?.state === 'held') return { age: 'held', until: marks.held, detail: deliveryTexts.held };
  if (entry?.state === 'missing' && entry.period !== null)
    return { age: 'missing', until: marks.missing, detail: deliveryTexts.missing(entry.period) };
  if (entry?.state === 'late' && entry.period !== null)
    return { age: 'late', until: marks.late, detail: deliveryTexts.late(entry.period) };
  return null;
}

/** Departments and datasets in the order of the register; what it does not know follows, judged by its age. */
export function datasetAges(
  datasets: readonly Dataset[],
  register: readonly RegisterEntry[],
  now: number,
  thisYear: string,
): readonly DatasetAge[] {
  const places = new Map(register.map((entry, index) => [entry.contract, { entry, index }]));
  const place = ({ contract }: Dataset) => places.get(contract)?.index ?? register.length;
  return [...datasets]
    .sort((a, b) => place(a) - place(b))
    .map((dataset): DatasetAge => {
      const word = wordFor(places.get(dataset.contract)?.entry);
      // Nothing of it ever came: said plainly, whatever period is owed.
      if (dataset.batches === 0 && word?.age !== 'held')
        return { ...dataset, age: 'missing', until: texts.deliveries.missing, detail: null };
      return {
        ...dataset,
        age: isLate(dataset.asOf, dataset.origins, now) ? 'late' : 'known',
        // The year goes without saying where it is the year of the whole screen.
        until: dataset.asOf?.replace(thisYear, '') ?? texts.deliveries.undated,
        detail: null,
        ...word,
      };
    });
}

/** Lines that fit into the tile in two columns; one of them is left for what does not. */
const room = 10;

const needsALook = ({ age, rejected }: DatasetAge): boolean => age !== 'known' || rejected > 0;

/**
 * What the wall shows of many datasets: those that need a look first, in their order, and how many are left out.
 */
export function wallLines(ages: readonly DatasetAge[]): {
  readonly shown: readonly DatasetAge[];
  readonly others: { readonly count: number; readonly toLookAt: number } | null;
} {
  if (ages.length <= room) return { shown: ages, others: null };
  const first = [...ages.filter(needsALook), ...ages.filter((age) => !needsALook(age))];
  const rest = first.slice(room - 1);
  return {
    shown: first.slice(0, room - 1),
    others: { count: rest.length, toLookAt: rest.filter(needsALook).length },
  };
}
