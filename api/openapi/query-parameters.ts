import { z } from 'zod';

type Json = Readonly<Record<string, unknown>>;

/** Null stands for a parameter that was left out: nobody can send it. */
function withoutNull(schema: Json): Json {
  const { default: fallback, ...rest } = schema;
  const known = fallback === null || fallback === undefined ? {} : { default: fallback };
  if (!Array.isArray(rest.anyOf)) return { ...rest, ...known };
  const [first, ...others] = (rest.anyOf as Json[]).filter(({ type }) => type !== 'null');
  return { ...(first ?? {}), ...(others.length === 0 ? {} : { anyOf: [first, ...others] }), ...known };
}

/** The schema of a query parameter as it is read, from what reads it; text where it is read into something else. */
export function parameterSchema(schema: z.ZodType): { readonly required: boolean; readonly schema: Json } {
  const { $schema: dialect, ...json } = z.toJSONSchema(schema, { io: 'output', unrepresentable: 'any' });
  const read = withoutNull(dialect === undefined ? {} : json);
  const isTyped = 'type' in read || 'enum' in read;
  return { required: !schema.safeParse(undefined).success, schema: isTyped ? read : { type: 'string' } };
}
