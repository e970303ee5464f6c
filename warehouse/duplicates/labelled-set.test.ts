import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LabelledSetError, readCorpus, readPairs } from './labelled-set.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'labelled-set-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function written(name: string, content: string | Buffer): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

test.each([
  ['an empty file', '', '没有一条记录'],
  ['a header alone', 'message_a,message_b,label\n', '没有一条记录'],
  ['a missing column', 'message_a,label\n1,1\n', 'message_b 是空的，或者没有这一列'],
  ['an empty id', 'message_a,message_b\n1,\n', 'message_b 是空的，或者没有这一列'],
  [
    'rows of other lengths',
    'message_a,message_b,label\n1,2\n1,3,0,x,y\n',
    'message_a 是空的，或者没有这一列',
  ],
  ['a quote left open', 'message_a,message_b,label\n"1,2,1\n3,4,0\n', '无法读取'],
  ['another encoding', Buffer.from('\ufeffmessage_a,message_b\n1,2\n', 'utf16le'), '不是 UTF-8 编码'],
])('%s is refused as pairs, and says why', async (_, content, reason) => {
  const told = await readPairs(await written('pairs.csv', content)).catch((error: unknown) => error);
  expect(told).toBeInstanceOf(LabelledSetError);
  expect(String(told)).toContain(reason);
});

test('a byte order mark, semicolons and quoted ids are read', async () => {
  const marked = await written(
    'marked.csv',
    '\ufeffmessage_a;message_b;label\r\n1;2;1\r\n"a;1";"b""2";x\r\n',
  );
  expect(await readPairs(marked)).toEqual([
    { a: '1', b: '2', label: 1, judges: null },
    { a: 'a;1', b: 'b"2', label: null, judges: null },
  ]);
});

test('blanks around names and ids, and capitals in names, make no difference', async () => {
  const pairs = await written('blanks.csv', ' Message_A ,MESSAGE_B, Label\n 1 ,2　,1\n');
  expect(await readPairs(pairs)).toEqual([{ a: '1', b: '2', label: 1, judges: null }]);
  const corpus = await written('corpus.csv', 'Message_ID , Title,BODY\n 1 , a ,b\n');
  expect(await readCorpus(corpus)).toEqual([{ id: '1', title: ' a ', body: 'b', submittedOn: null }]);
  await expect(readPairs(await written('blank.csv', 'message_a,message_b\n1,  \n'))).rejects.toThrow(
    'message_b 是空的',
  );
});

test('no message is skipped: rows that do not fit the header are refused', async () => {
  const ragged = await written('ragged.csv', 'message_id,title,body\n1,a\n2,b,c,d\n');
  await expect(readCorpus(ragged)).rejects.toThrow(LabelledSetError);
});

test('a body of megabytes, of several lines, is read whole', async () => {
  const body = `长${'文'.repeat(1_000_000)}\n第二行，"引"`;
  const long = await written('long.csv', `message_id,title,body\n1,a,"${body.replaceAll('"', '""')}"\n`);
  expect((await readCorpus(long)).map((message) => message.body === body)).toEqual([true]);
});

test('a Parquet file that is missing, or none, is refused by name', async () => {
  await expect(readCorpus(join(folder, 'nowhere.parquet'))).rejects.toThrow(/无法读取 .*nowhere\.parquet/);
  await expect(readCorpus(await written('none.parquet', 'text'))).rejects.toThrow(LabelledSetError);
});
