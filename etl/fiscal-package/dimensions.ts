import { DescriptorError, type Dimension, type Resource } from './descriptor.ts';

type Field = NonNullable<Resource['schema']>['fields'][number];

interface Surroundings {
  /** The key the dimensions are under. */
  readonly place: string;
  /** Of the resource's schema; empty when it has none. */
  readonly fields: readonly Field[];
  /** Single payments, not a budget. */
  readonly isLedger: boolean;
  /** Whether what names a resource (or none) is in this file. */
  readonly isHere: (resource: string | undefined) => boolean;
}

interface LayoutColumn {
  readonly headers: readonly string[];
  readonly join?: { readonly headers: readonly (readonly string[])[]; readonly separator: string };
  readonly dates?: { readonly format: string };
}

/** What the dimensions come to in the contract's columns. */
export interface Assigned {
  readonly columns: Readonly<Record<string, LayoutColumn>>;
  readonly constants: Readonly<Record<string, string>>;
  /** Columns of the file that are part of a contract column. */
  readonly used: readonly string[];
  /** Every column of the file that an attribute names. */
  readonly sources: readonly string[];
}

/** The code and, where there is one, the name of it. */
type Role = readonly [code: string, name: string | null];

/** What the dimension is to the contract; in the specification's words, or in the key older packages give it. */
function rolesOf(key: string, dimension: Dimension, isLedger: boolean): readonly Role[] {
  const type = dimension.dimensionType?.toLowerCase();
  const subject: Role = isLedger ? ['function_code', null] : ['subject_code', 'subject_name'];
  const project: Role = ['project_code', 'project_name'];
  switch (dimension.classificationType?.toLowerCase()) {
    case 'administrative':
      return [['department_code', 'department_name']];
    case 'functional':
      return [subject];
    case 'economic':
      return [['economic_code', null]];
  }
  if (
    type === 'datetime' ||
    (type === undefined && /^(date|datetime|time|year|fiscal[-_ ]?year)$/i.test(key))
  )
    return [[isLedger ? 'paid_on' : 'fiscal_year', null]];
  if (type === 'activity') return /project/i.test(key) ? [project] : [subject, project];
  if (type === 'location') return [['area_code', null]];
  if (isLedger && type === 'fact') return [['payment_id', null]];
  if (isLedger && type === 'entity') return [['payee_name', null]];
  return [];
}

/** What is surely a function comes before what may be one. */
const certainty = ({ classificationType }: Dimension) => (classificationType === undefined ? 1 : 0);

/** @throws DescriptorError naming the key */
export function assignDimensions(
  dimensions: Readonly<Record<string, Dimension>>,
  surroundings: Surroundings,
): Assigned {
  const { place, fields, isLedger, isHere } = surroundings;
  const columns: Record<string, LayoutColumn> = {};
  const constants: Record<string, string> = {};
  const used: string[] = [];
  const sources: string[] = [];
  const known = new Set(fields.map(({ name }) => name));
  const entries = Object.entries(dimensions).sort(([, a], [, b]) => certainty(a) - certainty(b));
  for (const [key, dimension] of entries) {
    const attributes = Object.entries(dimension.attributes).filter(([, { resource }]) => isHere(resource));
    for (const [name, { source }] of attributes) {
      if (source === undefined) continue;
      if (known.size > 0 && !known.has(source))
        throw new DescriptorError(
          `${place}.${key}.attributes.${name}.source：字段 ${source} 不在 resources 的 schema.fields 里`,
        );
      sources.push(source);
    }
    const isFree = ([code]: Role) => !Object.hasOwn(columns, code) && !Object.hasOwn(constants, code);
    const role = rolesOf(key, dimension, isLedger).find(isFree);
    if (!role) continue;
    const [code, label] = role;
    const ids = keyOf(dimension, attributes, code, fields);
    const texts = ids.flatMap(([, { source }]) => (source === undefined ? [] : [source]));
    const [first, ...rest] = texts;
    if (first !== undefined && (rest.length === 0 || !/^(fiscal_year|paid_on)$/.test(code))) {
      const format = fields.find(({ name }) => name === first)?.format;
      columns[code] = {
        headers: [first],
        ...(rest.length > 0 ? { join: { headers: rest.map((text) => [text]), separator: '-' } } : {}),
        ...(code === 'paid_on' && format?.includes('%') ? { dates: { format } } : {}),
      };
      used.push(...texts);
    } else if (first === undefined && ids.length === 1) constants[code] = String(ids[0]?.[1].constant ?? '');
    const last = ids.at(-1)?.[0];
    const named = attributes.find(([, { labelfor }]) => labelfor !== undefined && labelfor === last);
    const source = named?.[1].source;
    if (label !== null && source !== undefined) {
      columns[label] = { headers: [source] };
      used.push(source);
    }
  }
  return { columns, constants, used, sources };
}

type Attribute = readonly [string, Dimension['attributes'][string]];

/** The attributes that make up the code: the primary key, less the labels; of a time, the one of the right grain. */
function keyOf(
  { primaryKey }: Dimension,
  attributes: readonly Attribute[],
  code: string,
  fields: readonly Field[],
): readonly Attribute[] {
  const key = primaryKey === undefined ? [] : [primaryKey].flat();
  const codes = attributes.filter(([, { labelfor }]) => labelfor === undefined);
  const own = key.flatMap((name) => attributes.filter(([attribute]) => attribute === name));
  const chosen = own.length > 0 ? own : codes.slice(0, 1);
  const typed = (types: RegExp) =>
    codes.filter(
      ([name, { source }]) =>
        types.test(fields.find((field) => field.name === source)?.type ?? '') || types.test(name),
    );
  if (code === 'fiscal_year' && chosen.length > 1) return typed(/^(fiscal[-_ ]?)?year$/i).slice(0, 1);
  if (code === 'paid_on' && chosen.length > 1) return typed(/^date$/i).slice(0, 1);
  return chosen;
}
