import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { openDelimited } from './delimited.ts';
import { UnreadableFile, type Sheet } from './sheet.ts';
import { openWorkbook } from './workbook.ts';

const workbookNames = new Set(['.xlsx', '.xlsm']);
const textNames = new Set(['.csv', '.tsv', '.txt']);

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

/**
 * Opens a delivered file by what it is, not by what it is called; a name that promises something else is an error.
 * @param name the file's name as delivered
 * @param scratch a folder of its own for temporary copies
 * @throws UnreadableFile
 */
export async function openFile(file: string, name: string, scratch: string): Promise<readonly Sheet[]> {
  const extension = extname(name).toLowerCase();
  const start = await firstBytes(file);
  const isZip = start.length > 3 && start.toString('latin1', 0, 4) === 'PK\x03\x04';
  const isOldOffice = start.length > 7 && start.toString('hex', 0, 8) === 'd0cf11e0a1b11ae1';
  if (isOldOffice)
    throw new UnreadableFile('old_workbook', '这是旧版 .xls 工作簿；请用 Excel 或 WPS 另存为 .xlsx 后再报送');
  if (isZip && workbookNames.has(extension)) return openWorkbook(file);
  if (isZip)
    throw new UnreadableFile(
      'wrong_extension',
      `文件内容是压缩包或工作簿，名字却以 ${extension || '（无扩展名）'} 结尾；工作簿请以 .xlsx 命名，压缩包请解开后报送`,
    );
  if (start.length > 0 && /^\s*<(!doctype|html|table|\?xml|meta)/i.test(start.toString('latin1')))
    throw new UnreadableFile(
      'markup_file',
      '文件内容是网页（HTML/XML），不是表格；请在原系统中选择导出 CSV 或 .xlsx',
    );
  if (workbookNames.has(extension) || extension === '.xls')
    throw new UnreadableFile(
      'wrong_extension',
      `文件名以 ${extension} 结尾，内容却不是工作簿；如果它是 CSV，请改名为 .csv 后再报送`,
    );
  if (!textNames.has(extension))
    throw new UnreadableFile(
      'unknown_extension',
      `不认识以 ${extension || '（无扩展名）'} 结尾的文件；请改用 .csv、.tsv、.txt 或 .xlsx 报送`,
    );
  const isUtf16 = start[0] === 0xff || start[0] === 0xfe;
  if (!isUtf16 && start.includes(0) && !looksLikeText(start))
    throw new UnreadableFile('binary_file', '文件内容是二进制数据，不是文本表格；请重新导出后再报送');
  return openDelimited(file, scratch);
}

/** A stray NUL in a text is the row's fault; many are the file's. */
function looksLikeText(bytes: Buffer): boolean {
  const strange = bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;
  return strange / bytes.length < 0.02;
}
