import type { z } from 'zod';
import { UnreadableFile } from './sheet.ts';
import { openBook, type Book } from './workbook-book.ts';
import { requestSchema, type Answer } from './workbook-wire.ts';

/** The process workbooks are parsed in; see parse-process.ts. It ends when the process that started it does. */

let book: Book | null = null;

async function answer(request: z.infer<typeof requestSchema>): Promise<Answer | null> {
  switch (request.kind) {
    case 'forget':
      book = null;
      return null;
    case 'open':
      book = await openBook(request.file, request.archive);
      return {
        kind: 'opened',
        sheets: book.sheets.map(({ name, head, isHidden }) => ({ name, head, isHidden })),
        notices: [...book.notices],
      };
    case 'load': {
      const sheet = book?.sheets[request.sheet];
      if (!sheet) throw new Error('no such sheet is open');
      const { numeric, commas, ...body } = request.body;
      const broken = await sheet.write(
        { ...body, numeric: new Set(numeric), commas: new Set(commas) },
        request.target,
      );
      return { kind: 'loaded', broken };
    }
  }
}

process.on('disconnect', () => process.exit());
process.on('message', (message) => {
  answer(requestSchema.parse(message))
    .catch((error: unknown): Answer => {
      const isKnown = error instanceof UnreadableFile;
      return {
        kind: 'unreadable',
        code: isKnown ? error.code : 'broken_workbook',
        message: isKnown
          ? error.message
          : `工作簿无法读取（${error instanceof Error ? error.message : String(error)}）；请用 Excel 或 WPS 重新另存`,
      };
    })
    .then((reply) => {
      if (reply !== null) process.send?.(reply);
    })
    .catch(() => process.exit(1));
});
