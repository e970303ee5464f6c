import type { Request } from 'express';
import { invalidParameters, ProblemError } from '../problem.ts';

/** The forms a tabular resource is answered in. */
export const faces = ['json', 'arrow', 'csv', 'xlsx'] as const;
export type Face = (typeof faces)[number];
export type TableFace = Exclude<Face, 'json'>;

export const mediaTypes: Readonly<Record<Face, string>> = {
  json: 'application/json; charset=utf-8',
  arrow: 'application/vnd.apache.arrow.stream',
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const plainType = (face: Face): string => mediaTypes[face].split(';')[0] ?? '';

/** Every face by its media type, first as it is and then with the charset it is sent in. */
const offered: readonly (readonly [type: string, face: Face])[] = [
  ...faces.map((face) => [plainType(face), face] as const),
  ...faces.map((face) => [mediaTypes[face], face] as const),
];

function notAcceptable(req: Request, possible: readonly Face[]): ProblemError {
  const asked = (req.headers.accept ?? '').slice(0, 200);
  const types = possible.map(plainType).join('、');
  return new ProblemError(
    'not_acceptable',
    `请求头 Accept（${asked}）不接受这里能给的任何格式：${types}${
      possible.length > 1 ? '；也可以用参数 format 指定' : ''
    }`,
  );
}

/** @throws ProblemError where the header `Accept` refuses JSON and there is nothing else */
export function checkJsonAccepted(req: Request): void {
  if (req.accepts([plainType('json'), mediaTypes.json]) === false) throw notAcceptable(req, ['json']);
}

/**
 * The face that is wanted: `?format=` first, else the header `Accept`; JSON where anything will do.
 * `auto`: JSON and Arrow are wanted alike, so the size of the answer may decide.
 * @throws ProblemError when `format` names none of them, or `Accept` none that there is
 */
export function wantedFace(req: Request): Face | 'auto' {
  const { format } = req.query;
  if (format !== undefined) {
    const face = faces.find((name) => name === format);
    if (face !== undefined) return face;
    const message = `参数 format 应为 ${faces.join('、')} 之一`;
    throw invalidParameters([{ parameter: 'format', message }], 'invalid_parameter');
  }
  const accept = req.headers.accept ?? '';
  if (accept.includes(mediaTypes.arrow) && accept.includes('application/json') && !accept.includes(';q='))
    return 'auto';
  const best = req.accepts(offered.map(([type]) => type));
  const face = offered.find(([type]) => type === best)?.[1];
  if (face === undefined) throw notAcceptable(req, faces);
  return face;
}

/** One column of a table as it is handed out. */
export interface FaceColumn {
  /** For machines: Arrow's field. */
  readonly name: string;
  /** For people, Chinese: the heading in CSV and XLSX. */
  readonly title: string;
  /** The column of the statement it shows. */
  readonly from: string;
  /**
   * Yuan: Arrow has them in fen, its name ending in `_fen`. `as_stored`: parts of metrics, which are money where the
   * warehouse stores them as money.
   */
  readonly isMoney?: boolean | 'as_stored';
}

export interface FaceTable {
  /** The name of the file, without its ending. */
  readonly fileName: string;
  readonly columns: readonly FaceColumn[];
}
