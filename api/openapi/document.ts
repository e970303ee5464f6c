import { z } from 'zod';
import { faces, mediaTypes, type Face } from '../faces/face.ts';
import { problemSchema } from '../contracts/problem.ts';
import { operations, type Operation } from './operations.ts';
import { parameterSchema } from './query-parameters.ts';

type Json = Readonly<Record<string, unknown>>;

const tableFaces: readonly Face[] = ['arrow', 'csv', 'xlsx'];

const jsonSchema = (schema: z.ZodType, io: 'input' | 'output'): Json => {
  const { $schema: dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  // The document names the dialect for all of them.
  return dialect === undefined ? {} : rest;
};

/** Of one query parameter; a list is written with commas. */
function schemaOf(name: string, reads: z.ZodObject | undefined, isTabular: boolean): Json {
  if (name === 'format' && isTabular) return { schema: { type: 'string', enum: faces } };
  const own = reads?.shape[name] as z.ZodType | undefined;
  if (own === undefined) return { schema: { type: 'string' } };
  const { required, schema } = parameterSchema(own);
  return { required, schema, ...(schema.type === 'array' ? { style: 'form', explode: false } : {}) };
}

/** `getMetricsIdRows`: the method and the path, which no two operations share. */
const operationId = ({ method, path }: Operation): string =>
  method +
  path
    .replace('/api/v1', '')
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

const answerName = (operation: Operation): string => `${operationId(operation)}Answer`;

function parametersOf({ path, query, reads, isTabular }: Operation): Json[] {
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
      : { name, in: 'query', description, ...schemaOf(name, reads, isTabular) },
  );
  return [...inPath, ...inQuery];
}

function contentOf(operation: Operation): Json {
  const { answer, isTabular, mediaType = 'application/octet-stream' } = operation;
  if (answer === null) return { [mediaType]: {} };
  const files = isTabular
    ? tableFaces.map((face) => [mediaTypes[face].split(';')[0] ?? face, {}] as const)
    : [];
  const content: Record<string, Json> = Object.fromEntries(files);
  return {
    'application/json': { schema: { $ref: `#/components/schemas/${answerName(operation)}` } },
    ...content,
  };
}

function operationOf(operation: Operation): Json {
  const problem = { $ref: '#/components/responses/Problem' };
  return {
    operationId: operationId(operation),
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
      ...(operation.method === 'get' && operation.isUnvalidated !== true
        ? { 304: { description: '与 If-None-Match 相同，未变' } }
        : {}),
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
        '计入统计的数据只能读取；建议查重、判定和大屏遥控以 POST 提交，不改变任何数字。金额以元为单位，精确到分；Arrow 中以分为单位（列名以 _fen 结尾）。错误遵循 RFC 9457。',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    security: [{}, { token: [] }],
    paths,
    components: {
      schemas: Object.fromEntries(
        operations.flatMap((operation) =>
          operation.answer === null ? [] : [[answerName(operation), jsonSchema(operation.answer, 'output')]],
        ),
      ),
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
