import { Validator } from '@seriousme/openapi-schema-validator';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { openApiDocument } from './document.ts';
import { operations } from './operations.ts';

const parameterSchema = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()),
});
const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        parameters: z.array(parameterSchema),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
});
const { paths } = documentSchema.parse(openApiDocument());
const described = (path: string, name: string) =>
  paths[path]?.get?.parameters.find((each) => each.name === name);

it('is valid OpenAPI 3.1', async () => {
  const document = JSON.parse(JSON.stringify(openApiDocument())) as Record<string, unknown>;
  const validator = new Validator();
  expect(await validator.validate(document)).toEqual({ valid: true });
  expect(validator.version).toBe('3.1');
});

it('has the types, lists, bounds and needs of parameters from what reads them', () => {
  expect(described('/api/v1/explore', 'measures')).toMatchObject({ required: true });
  expect(described('/api/v1/explore', 'grain')).toMatchObject({
    required: false,
    schema: { type: 'string', enum: ['month', 'quarter', 'year'] },
  });
  expect(described('/api/v1/warnings', 'limit')?.schema).toEqual({
    type: 'integer',
    minimum: 1,
    maximum: 500,
  });
  expect(described('/api/v1/metrics/{id}', 'format')?.schema.enum).toEqual(['json', 'arrow', 'csv', 'xlsx']);
  for (const path of ['definitions', 'scores', 'stations/{code}', 'comparison', 'what-if'])
    expect(described(`/api/v1/vitality/${path}`, 'build'), path).toBeDefined();
});

it('names every parameter that is read', () => {
  for (const { path, query, reads } of operations)
    for (const name of Object.keys(reads?.shape ?? {})) expect(Object.keys(query), path).toContain(name);
});

it('calls every operation by a name of its own, and promises 304 only where it is sent', () => {
  const all = Object.values(paths).flatMap((methods) => Object.values(methods));
  expect(new Set(all.map(({ operationId }) => operationId)).size).toBe(operations.length);
  for (const path of ['/healthz', '/readyz', '/api/v1/events', '/api/v1/rejects/{delivery}/file'])
    expect(paths[path]?.get?.responses, path).not.toHaveProperty('304');
  for (const path of ['/api/v1/openapi.json', '/api/v1/docs', '/api/v1/jobs', '/api/v1/suggestions/matters'])
    expect(paths[path]?.get?.responses, path).toHaveProperty('304');
});
