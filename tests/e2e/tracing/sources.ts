import { z } from 'zod';

/** What the API answers to an address, as it is. */
export type Ask = (address: string) => Promise<unknown>;

/** A number, or a date or name as the API writes it; null where the API has none. */
export type Told = number | string | null;

const listSchema = z.array(z.unknown());
const recordSchema = z.record(z.string(), z.unknown());

const within = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce<unknown>((inner, key) => {
    const list = listSchema.safeParse(inner);
    if (list.success) return list.data[Number(key)];
    const record = recordSchema.safeParse(inner);
    return record.success ? record.data[key] : undefined;
  }, value);

const condition = /^\?([\w.]+)(?:(!=|=|>)(.*))?$/u;

function holds(member: unknown, step: string): boolean {
  const [, key = '', sign, wanted = ''] = condition.exec(step) ?? [];
  const value = within(member, key.split('.'));
  if (value === null || value === undefined) return false;
  if (sign === '>') return Number(value) > Number(wanted);
  const isSame = JSON.stringify(value).replaceAll('"', '') === wanted;
  return sign === undefined || isSame === (sign === '=');
}

/** What lies at the steps of a source (cockpit/figures/source.ts says which there are). */
function at(answer: unknown, steps: readonly string[]): readonly unknown[] {
  return steps.reduce<readonly unknown[]>(
    (found, step) => {
      if (step !== '*' && !condition.test(step)) return found.map((one) => within(one, [step]));
      const members = found.flatMap((one) => {
        const list = listSchema.safeParse(one);
        return list.success ? list.data : [one];
      });
      return step === '*' ? members : members.filter((member) => holds(member, step));
    },
    [answer],
  );
}

/** @throws when the source leads nowhere */
function told(found: readonly unknown[], isSelection: boolean, term: string): Told {
  const numbers = z.array(z.number()).safeParse(found);
  if (numbers.success && numbers.data.length > 0)
    return numbers.data.reduce((sum, number) => sum + number, 0);
  if (isSelection) return found.length;
  const [one] = found;
  if (Array.isArray(one)) return one.length;
  if (one === null || typeof one === 'string') return one;
  throw new Error(`${term} leads nowhere`);
}

async function termOf(term: string, ask: Ask, listed: number): Promise<Told> {
  if (term === 'listed') return listed;
  const mark = term.indexOf('#/');
  if (mark < 0) throw new Error(`${term} is no source`);
  const steps = term.slice(mark + 2).split('/');
  const isSelection = /^[*?]/u.test(steps.at(-1) ?? '');
  return told(at(await ask(term.slice(0, mark)), steps), isSelection, term);
}

/**
 * What the API says at one source of a `data-from`.
 * @param listed lines that the tile shows
 * @throws when it leads nowhere
 */
export async function toldAt(figure: string, ask: Ask, listed: number): Promise<Told> {
  const [first = '', ...rest] = figure.split(/ ([+-]) /u);
  let value = await termOf(first, ask, listed);
  for (let index = 0; index < rest.length; index += 2) {
    const next = await termOf(rest[index + 1] ?? '', ask, listed);
    if (typeof value !== 'number' || typeof next !== 'number') return null;
    value += rest[index] === '-' ? -next : next;
  }
  return value;
}
