import { z } from 'zod';
import { mediaTypes, type Face } from '../faces/face.ts';
import { problemSchema } from '../contracts/problem.ts';
import { operations, type Operation } from './operations.ts';

type Json = Readonly<Record<string, unknown>>;

const tableFaces: readonly Face[] = ['arrow', 'csv', 'xlsx'];

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  // The document names the dialect for all of them.
  return dialect === undefined ? {} : rest;
};

function parametersOf({ path, query, isTabular }: Operation): Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = '']): Json => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const described: Record<string, string> = {
    ...query,
    ...(isTabular ? { format: 'json、arrow、csv 或 xlsx；缺省看请求头 Accept' } : {}),
  };
  const inQuery = Object.entries(described).map(([name, description]): Json =>
    name === '<dimension>'
      ? {
          name: 'dimensions',
          in: 'query',
          description,
          style: 'form',
          explode: true,
          schema: { type: 'object', additionalProperties: { type: 'string' } },
        }
      : { name, in: 'query', description, schema: { type: 'string' } },
  );
  return [...inPath, ...inQuery];
}

function contentOf({ answer, isTabular, mediaType = 'application/octet-stream' }: Operation): Json {
  if (answer === null) return { [mediaType]: {} };
  const files = isTabular
    ? tableFaces.map((face) => [mediaTypes[face].split(';')[0] ?? face, {}] as const)
    : [];
  const content: Record<string, Json> = Object.fromEntries(files);
  return { 'application/json': { schema: jsonSchema(answer, 'output') }, ...content };
}

function operationOf(operation: Operation): Json {
  const problem = { $ref: '#/components/responses/Problem' };
  return {
    summary: operation.summary,
    parameters: parametersOf(operation),
    ...(operation.body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: jsonSchema(operation.body, 'input') } },
          },
        }),
    responses: {
      [operation.status]: {
        description: operation.summary,
        ...(operation.status === 204 ? {} : { content: contentOf(operation) }),
      },
      ...(operation.method === 'get' ? { 304: { description: '与 If-None-Match 相同，未变' } } : {}),
      '4XX': problem,
      '5XX': problem,
    },
  };
}

/** The description of the API in OpenAPI 3.1, made of the contracts the answers are tested against. */
export function openApiDocument(): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const operation of operations) {
    const path = operation.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [operation.method]: operationOf(operation) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: '人大数据驾驶舱 API',
      version: 'v1',
      description:
        '只读。金额以元为单位，精确到分；Arrow 中为整数分（列名以 _fen 结尾）。错误遵循 RFC 9457。',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: {
          type: 'http',
          scheme: 'bearer',
          description: 'COCKPIT_ACCESS=token 时需要；由 cockpit token create 签发',
        },
      },
      responses: {
        Problem: {
          description: '出了什么问题、在哪里、应当怎样做',
          content: { 'application/problem+json': { schema: jsonSchema(problemSchema, 'output') } },
        },
      },
    },
  };
}
