import { open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { kindOfZip } from './archive-kind.ts';
import type { TextStyle } from './delimited.ts';
import { openDelimited } from './delimited.ts';
import { utf16WithoutMark } from './encoding.ts';
import { gunzip } from './gunzip.ts';
import { defaultParseLimits, type ParseLimits } from './parse-process.ts';
import { UnreadableFile, type OpenedFile } from './sheet.ts';
import type { TextSurvey } from './text-survey.ts';
import { openWorkbook } from './workbook.ts';

const archiveNames = new Set(['.xlsx', '.xlsm']);
/** Excel 97–2003, and WPS' own. */
const oldNames = new Set(['.xls', '.et']);
const textNames = new Set(['.csv', '.tsv', '.txt']);

/** Documents that are called tables now and then, by how they begin. */
const otherDocuments = [
  { mark: '%PDF-', kind: ' PDF 文档' },
  { mark: '{\\rtf', kind: ' RTF 文档' },
] as const;

export interface OpenOptions {
  /** What a layout insists on, of a text file. */
  readonly style?: TextStyle;
  readonly limits?: ParseLimits;
  /** What is known of the file's bytes already. */
  readonly survey?: TextSurvey | undefined;
  /** Told of what a file holds and is left alone: links to the outside, macros. */
  readonly onNotice?: ((notice: string) => void) | undefined;
}

async function firstBytes(file: string): Promise<Buffer> {
  const handle = await open(file, 'r');
  try {
    const buffer = Buffer.alloc(1_024);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

const shown = (extension: string) => extension || '（无扩展名）';

/**
 * Opens a delivered file by what it is, not by what it is called; a name that promises something else is an error.
 * @param name the file's name as delivered
 * @param scratch a folder of its own for temporary copies
 * @throws UnreadableFile
 */
export async function openFile(
  file: string,
  name: string,
  scratch: string,
  { style = {}, limits = defaultParseLimits, survey, onNotice }: OpenOptions = {},
): Promise<OpenedFile> {
  const start = await firstBytes(file);
  const extension = extname(name).toLowerCase();
  if (start[0] === 0x1f && start[1] === 0x8b) {
    if (extension !== '.gz')
      throw new UnreadableFile(
        'wrong_extension',
        `文件内容是 gzip 压缩，名字却以 ${shown(extension)} 结尾；请以 .csv.gz 命名，或解开后报送`,
      );
    const inflated = join(scratch, 'inflated');
    await gunzip(file, inflated);
    return openText(inflated, name.slice(0, -extension.length), scratch, style);
  }
  const isZip = start.length > 3 && start.toString('latin1', 0, 4) === 'PK\x03\x04';
  const isOld = start.length > 7 && start.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1';
  if (isOld && !oldNames.has(extension))
    throw new UnreadableFile(
      archiveNames.has(extension) ? 'encrypted_workbook' : 'wrong_extension',
      archiveNames.has(extension)
        ? '工作簿有密码保护，或其实是旧版 .xls；请去掉密码、另存为 .xlsx 后再报送'
        : `文件内容是旧版 Office 文档，名字却以 ${shown(extension)} 结尾；旧版工作簿请以 .xls 命名`,
    );
  if (isOld || (isZip && archiveNames.has(extension)))
    return openWorkbook(file, isZip, scratch, limits, onNotice);
  if (isZip)
    throw new UnreadableFile(
      'wrong_extension',
      `文件内容是${await kindOfZip(file)}，以 ${shown(extension)} 结尾的文件不接收；工作簿请另存为 .xlsx，压缩包请解开后报送`,
    );
  return openText(file, name, scratch, style, survey);
}

async function openText(
  file: string,
  name: string,
  scratch: string,
  style: TextStyle,
  survey?: TextSurvey,
): Promise<OpenedFile> {
  const extension = extname(name).toLowerCase();
  const start = await firstBytes(file);
  if ((start[0] === 0x1f && start[1] === 0x8b) || start.toString('latin1', 0, 4) === 'PK\x03\x04')
    throw new UnreadableFile('nested_archive', '压缩文件里还是压缩文件；请解开后报送');
  if (start.length > 0 && /^\s*<(!doctype|html|table|\?xml|meta)/i.test(start.toString('latin1')))
    throw new UnreadableFile(
      'markup_file',
      '文件内容是网页（HTML/XML），不是表格；请在原系统中选择导出 CSV 或 .xlsx',
    );
  const other = otherDocuments.find(({ mark }) => start.toString('latin1', 0, mark.length) === mark);
  if (other)
    throw new UnreadableFile(
      'wrong_extension',
      `文件内容是${other.kind}，不是表格；请在原系统中选择导出 CSV 或 .xlsx`,
    );
  if (archiveNames.has(extension) || oldNames.has(extension))
    throw new UnreadableFile(
      'wrong_extension',
      `文件名以 ${extension} 结尾，内容却不是工作簿；如果它是 CSV，请改名为 .csv 后再报送`,
    );
  if (!textNames.has(extension))
    throw new UnreadableFile(
      'unknown_extension',
      `不认识以 ${shown(extension)} 结尾的文件；请改用 .csv、.tsv、.txt 或 .xlsx 报送`,
    );
  const isUtf16 = start[0] === 0xff || start[0] === 0xfe || utf16WithoutMark(start) !== null;
  if (!isUtf16 && start.includes(0) && !looksLikeText(start))
    throw new UnreadableFile('binary_file', '文件内容是二进制数据，不是文本表格；请重新导出后再报送');
  return { sheets: await openDelimited(file, scratch, style, survey), close: () => Promise.resolve() };
}

/** A stray NUL in a text is the row's fault; many are the file's. */
function looksLikeText(bytes: Buffer): boolean {
  const strange = bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  return strange / bytes.length < 0.02;
}
