import type { Request } from 'express';
import { invalidParameters } from '../problem.ts';

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

const plainTypes: readonly string[] = faces.map((face) => mediaTypes[face].split(';')[0] ?? '');

/**
 * The face that is wanted: `?format=` first, else the header `Accept`; JSON where anything will do.
 * `auto`: JSON and Arrow are wanted alike, so the size of the answer may decide.
 * @throws ProblemError when `format` names none of them
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
  const best = req.accepts([...plainTypes]);
  return faces[plainTypes.indexOf(best === false ? '' : best)] ?? 'json';
}

/** One column of a table as it is handed out. */
export interface FaceColumn {
  /** For machines: Arrow's field. */
  readonly name: string;
  /** For people, Chinese: the heading in CSV and XLSX. */
  readonly title: string;
  /** The column of the statement it shows. */
  readonly from: string;
  /** A decimal of yuan: Arrow has it in whole fen, its name ending in `_fen`. */
  readonly isMoney?: boolean;
}

export interface FaceTable {
  /** The name of the file, without its ending. */
  readonly fileName: string;
  readonly columns: readonly FaceColumn[];
}
