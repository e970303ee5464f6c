import * as XLSX from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  duplicatesSchema,
  keptVerdictSchema,
  mattersSchema,
  similarSchema,
  type Duplicates,
} from '../../api/contracts/duplicates.ts';
import { problemSchema } from '../../api/contracts/problem.ts';
import { readCalibrations, readJudgements } from '../../warehouse/duplicates/judgements.ts';
import { answerOf, ApiBench } from '../fixtures/api-bench.ts';

const path = '/api/v1/suggestions/duplicates';

const bus = {
  suggestion_id: '2019-0101',
  session_year: 2019,
  title: '关于在瓯海区梧田街道霞王村增设378路公交站的建议',
  body: '霞王村现有居民六千余人，距离最近的公交站有一点五公里，老人和学生出行很不方便。378路公交车每天经过村口却不停靠。建议市交通运输局在霞王村村口增设378路公交站点，方便村民出行。',
  submitted_on: '2019-01-20',
  area_code: '330304',
  township_code: '330304002',
  handed_over_on: '2019-02-20',
  answered_on: '2019-04-20',
  result_class: 'B',
  promised_by: '2023-12-31',
};
const sameElsewhere = {
  suggestion_id: '2020-0202',
  session_year: 2020,
  title: '关于在瓯海区郭溪街道塘下村增设378路公交站的建议',
  body: '塘下村现有居民六千余人，距离最近的公交站有一点五公里，老人和学生出行很不方便。378路公交车每天经过村口却不停靠。建议市交通运输局在塘下村村口增设378路公交站点，方便村民出行。',
  submitted_on: '2020-01-20',
  category: 'transport',
  session: '市十三届人大五次会议',
};
const fireworksOff = {
  suggestion_id: '2021-0303',
  session_year: 2021,
  title: '关于全面禁止燃放烟花爆竹的建议',
  body: '春节期间燃放烟花爆竹造成空气污染和火灾隐患，市民意见很大。建议在全市范围内全面禁止燃放烟花爆竹，并加大处罚力度。',
  submitted_on: '2021-01-20',
};
const school = {
  suggestion_id: '2022-0404',
  session_year: 2022,
  title: '关于加快滨江商务区小学建设的建议',
  body: '滨江商务区近年来入住人口快速增长，适龄儿童就近入学困难。建议市教育局会同鹿城区加快滨江小学建设，力争两年内建成招生。',
  submitted_on: '2022-01-20',
};

/** What else a register holds: of a handful of suggestions nothing can be said of which words are rare. */
const others = [
  '养老服务',
  '污水管网',
  '学前教育',
  '古村保护',
  '渔港码头',
  '电商物流',
  '禁毒宣传',
  '茶园道路',
  '停车收费',
  '夜市管理',
].flatMap((topic, index) =>
  ['瓯海区', '乐清市', '平阳县', '苍南县', '永嘉县', '文成县'].map((county, place) => ({
    suggestion_id: `2018-${index}${place}`,
    session_year: 2018,
    title: `关于加强${county}${topic}工作的建议`,
    body: `${county}的${topic}近年来有所改善，但投入不足、标准不一的问题仍然突出，群众反映较多。建议市有关部门会同${county}制定${topic}三年计划，落实资金和责任单位，每半年公布一次进展。`,
    submitted_on: '2018-01-20',
  })),
);

let bench: ApiBench;
beforeAll(async () => {
  bench = await ApiBench.open();
  await bench.served.deliver('suggestions_register', [...others, bus, sameElsewhere, fireworksOff, school]);
  await bench.served.deliver('suggestions_handlers', [
    { suggestion_id: bus.suggestion_id, session_year: 2019 },
    {
      suggestion_id: bus.suggestion_id,
      session_year: 2019,
      department_code: '109',
      department_name: '市公安局',
      role: 'co',
    },
  ]);
});
afterAll(() => bench.close());

async function search(draft: object): Promise<Duplicates> {
  const { status, body } = await answerOf(bench.request().post(path).send(draft));
  expect(status).toBe(200);
  return duplicatesSchema.parse(body);
}

describe('a draft', () => {
  it('finds the earlier suggestion about the same matter, with what became of it, before any build', async () => {
    const answer = await search({
      title: '建议378路公交在梧田霞王村设站',
      body: '霞王村村民多次反映，378路公交车经过村口却不停靠，老人和学生出行很不方便。请交通部门在霞王村村口增设站点。',
    });
    const [first] = answer.matches;
    expect(first?.suggestion).toMatchObject({
      id: bus.suggestion_id,
      resultClass: 'B',
      promisedBy: '2023-12-31',
      sessionYear: 2019,
    });
    expect(first?.band).toMatch(/^(high|likely)$/);
    expect(first?.reasons.guards).toEqual([]);
    expect(answer.register).toMatchObject({ suggestions: 64 });
    expect(answer.model.judgedPairs).toBeGreaterThan(100);
    expect(answer.dense).toEqual({ took: false, reason: '没有配置语义服务' });
    expect(answer.model.calibration).toBeNull();
  });

  it('marks the shared passages at the same words on both sides', async () => {
    const draft = { title: '增设公交站', body: '现在378路公交车每天经过村口却不停靠。请尽快解决。' };
    const { matches, overlap } = await search(draft);
    const found = matches.find(({ suggestion }) => suggestion.id === bus.suggestion_id);
    const [passage] = found?.passages ?? [];
    const [part] = passage?.parts ?? [];
    if (!found || !part) throw new Error('no passage');
    const whole = `${draft.title}\n${draft.body}`;
    const earlier = `${found.suggestion.title}\n${found.suggestion.body}`;
    expect(whole.slice(part.draft.start, part.draft.end)).toBe('378路公交车每天经过村口却不停靠');
    expect(earlier.slice(part.earlier.start, part.earlier.end)).toBe('378路公交车每天经过村口却不停靠');
    expect(found.overlap).toBeGreaterThan(0.4);
    expect(overlap.covered).toBeGreaterThanOrEqual(found.overlap);
  });

  it('is not taken in by the same words about another place, or by the opposite wish', async () => {
    const { matches } = await search({ title: sameElsewhere.title, body: sameElsewhere.body });
    const of = (id: string) => matches.find(({ suggestion }) => suggestion.id === id);
    expect(of(sameElsewhere.suggestion_id)?.band).toBe('high');
    expect(of(bus.suggestion_id)?.reasons.guards).toContain('other_place');
    expect(of(bus.suggestion_id)?.probability).toBeLessThan(0.5);
    const fireworks = await search({
      title: '关于规范燃放烟花爆竹的建议',
      body: '春节燃放烟花爆竹是传统年俗，一禁了之群众意见很大。建议划定区域和时段，规范燃放烟花爆竹，适度放开。',
    });
    const other = fireworks.matches.find(({ suggestion }) => suggestion.id === fireworksOff.suggestion_id);
    expect(other?.reasons.guards).toContain('opposite_stance');
    expect(other?.probability).toBeLessThan(0.5);
  });

  it('looks only where it is told to', async () => {
    const years = await search({ ...{ title: bus.title, body: bus.body }, filters: { from: '2020-01-01' } });
    expect(years.matches.map(({ suggestion }) => suggestion.id)).not.toContain(bus.suggestion_id);
    const except = await search({
      title: bus.title,
      body: bus.body,
      filters: { except: [bus.suggestion_id] },
    });
    expect(except.matches.map(({ suggestion }) => suggestion.id)).not.toContain(bus.suggestion_id);
    expect((await search({ title: bus.title, limit: 1 })).matches).toHaveLength(1);
  });

  it('looks only at an area with its townships, a category, a handler, a session', async () => {
    const found = async (filters: object) =>
      (await search({ title: bus.title, body: bus.body, limit: 50, filters })).matches.map(
        ({ suggestion }) => suggestion.id,
      );
    expect(await found({ area: '330304' })).toEqual([bus.suggestion_id]);
    expect(await found({ area: '330304002' })).toEqual([bus.suggestion_id]);
    expect(await found({ area: '330304001' })).toEqual([]);
    expect(await found({ area: '330300' })).toEqual([bus.suggestion_id]);
    expect(await found({ category: 'transport' })).toEqual([sameElsewhere.suggestion_id]);
    expect(await found({ handler: '151' })).toEqual([bus.suggestion_id]);
    expect(await found({ handler: '市公安局' })).toEqual([bus.suggestion_id]);
    expect(await found({ session: sameElsewhere.session })).toEqual([sameElsewhere.suggestion_id]);
    expect(await found({ session: sameElsewhere.session, handler: '151' })).toEqual([]);
  });

  it.each([
    [{}, 'title'],
    [{ title: '公交' }, 'title'],
    [{ title: 'x'.repeat(201) }, 'title'],
    [{ title: '增设公交站', limit: 0 }, 'limit'],
    [{ title: '增设公交站', filters: { from: '去年' } }, 'filters.from', '应为日期，如 2026-01-31'],
    [
      { title: '增设公交站', filters: { from: '2025-01-01', to: '2024-12-31' } },
      'filters.from',
      '把两个日期对调',
    ],
    [{ title: '增设公交站', filters: { sql: '1' } }, 'filters.sql', '不支持参数“filters.sql”'],
    [{ title: '增设公交站', filters: { except: ['x'.repeat(81)] } }, 'filters.except', '最多 80 字'],
    [{ title: '增设公交站', filters: { area: '990000' } }, 'filters.area', '“990000”'],
    [{ title: '增设公交站', filters: { handler: '无此局' } }, 'filters.handler', '“无此局”'],
    [{ title: '增设公交站', filters: { category: 'x' } }, 'filters.category', '“x”'],
    [{ title: '增设公交站', filters: { session: ' ' } }, 'filters.session', '不能为空'],
    [{ title: '增设公交站', sql: 'select 1' }, 'sql'],
    [{ title: 7 }, 'title', '参数 title 应为文字'],
    [{ title: '增设公交站', limit: 1.5 }, 'limit', '参数 limit 应为整数'],
    [{ title: '增设公交站', filters: 'x' }, 'filters', '应为对象'],
    [[], '', '请求正文应为 JSON 对象，写明 title'],
  ])('that is no draft is told so: %j', async (draft, parameter, words = '') => {
    const { status, body } = await answerOf(bench.request().post(path).send(draft));
    expect(status).toBe(400);
    const problem = problemSchema.parse(body);
    expect(problem.code).toBe('invalid_parameter');
    expect(problem.errors?.map((error) => error.parameter)).toContain(parameter);
    expect(problem.detail).toContain(words);
    expect(problem.detail).not.toMatch(/期望|expected|string/i);
  });

  it('that is no JSON, or too long, is told so', async () => {
    const torn = await answerOf(
      bench.request().post(path).set('Content-Type', 'application/json').send('{"title": "增设'),
    );
    expect([torn.status, problemSchema.parse(torn.body).code]).toEqual([400, 'invalid_parameter']);
    const long = await answerOf(
      bench
        .request()
        .post(path)
        .send({ title: '长', body: '字'.repeat(200_000) }),
    );
    expect([long.status, problemSchema.parse(long.body).code]).toEqual([413, 'body_too_large']);
    const get = await bench.request().get(path);
    expect(get.status).toBe(405);
  });
});

describe('a judgement', () => {
  const judgements = '/api/v1/suggestions/judgements';
  const draft = { title: sameElsewhere.title, body: sameElsewhere.body };

  it('is put on record with what was shown', async () => {
    const shown = (await search(draft)).matches.find(({ suggestion }) => suggestion.id === bus.suggestion_id);
    const said = { draft, match: bus.suggestion_id, verdict: '无关', by: '王某' };
    const { status, body } = await answerOf(bench.request().post(judgements).send(said));
    expect(status).toBe(201);
    expect(keptVerdictSchema.parse(body)).toMatchObject({
      verdict: '无关',
      joined: false,
      probability: shown?.probability,
    });
    const [kept] = await readJudgements(bench.served.home);
    expect(kept).toMatchObject({ by: '王某', match: bus.suggestion_id, verdict: '无关' });
    expect(kept?.draft).toMatch(/^draft:[0-9a-f]{16}$/);
  });

  it.each([
    [{ match: 'JY1999-1' }, 404, '没有编号为“JY1999-1”的建议'],
    [{ draft: { id: 'JY1999-2' } }, 404, '没有编号为“JY1999-2”的建议'],
    [{ verdict: '也许' }, 400, '参数 verdict 应为“重复”'],
    [{ by: ' ' }, 400, '请填写判定人'],
    [{ by: undefined }, 400, '参数 by 不能缺少'],
    [{ draft: { id: bus.suggestion_id } }, 400, '参数 match 就是 draft 本身'],
    [{ draft: { title: ' ', body: '　' } }, 400, '参数 draft.title 标题和正文一共至少 4 个字'],
    [{ draft: { title: '只有标题' } }, 400, '参数 draft 应为 {"id": 建议编号}'],
    [{ verdict: '无关', joined: true }, 400, '参数 joined 与判定不符'],
  ])('that cannot be kept is told so: %j', async (wrong, expected, words) => {
    const before = await readJudgements(bench.served.home);
    const said = { draft, match: bus.suggestion_id, verdict: '重复', by: '王某', ...wrong };
    const { status, body } = await answerOf(bench.request().post(judgements).send(said));
    const { code, detail } = problemSchema.parse(body);
    expect([status, code]).toEqual([expected, expected === 404 ? 'not_found' : 'invalid_parameter']);
    expect(detail).toContain(words);
    expect(await readJudgements(bench.served.home)).toEqual(before);
  });

  it('counts, with others, towards a calibration that is numbered and shown', async () => {
    const words = '公交学校医院道路养老停车燃气水库茶园渔港古村夜市河道广场路灯'.match(/../gu) ?? [];
    const say = async (pair: number): Promise<void> => {
      const isSame = pair % 2 === 0;
      const text = isSame ? bus : school;
      const said = {
        draft: {
          title: `${text.title}${words[pair % words.length] ?? ''}`,
          body: text.body.slice(0, 20 + pair),
        },
        match: bus.suggestion_id,
        verdict: isSame ? '重复' : '无关',
        by: '李某',
      };
      expect((await bench.request().post(judgements).send(said)).status).toBe(201);
    };
    // One by one, but those around the fiftieth all at once: they make one calibration between them.
    for (let pair = 0; pair < 45; pair += 1) await say(pair);
    await Promise.all(Array.from({ length: 10 }, (_, at) => say(45 + at)));
    const made = await readCalibrations(bench.served.home);
    expect(made.map(({ version, judgements: fitted }) => [version, fitted])).toEqual([[1, 50]]);
    for (let pair = 55; pair < 60; pair += 1) await say(pair);
    const { calibration } = (await search(draft)).model;
    // At fifty judgements, and again ten later.
    expect(calibration).toMatchObject({ version: 2 });
    expect(calibration?.judgements).toBeGreaterThanOrEqual(60);
    expect(calibration?.errorAfter).toBeGreaterThanOrEqual(0);
  });
});

describe('the register', () => {
  it('finds what was delivered a moment ago, and forgets what is no longer in force', async () => {
    const delivered = {
      ...school,
      suggestion_id: '2026-0901',
      session_year: 2026,
      title: '关于在泰顺县三魁镇建设廊桥文化研学基地的建议',
      body: '三魁镇廊桥资源丰富，但缺少研学设施。建议建设廊桥文化研学基地，配套步道和停车场。',
      submitted_on: '2026-01-20',
    };
    await bench.served.deliver('suggestions_register', [delivered]);
    const draft = { title: '建设泰顺三魁廊桥研学基地', body: '廊桥资源丰富，但缺少研学设施。' };
    expect((await search(draft)).matches[0]?.suggestion.id).toBe(delivered.suggestion_id);
    await bench.served.deliver('suggestions_register', [{ ...delivered, suggestion_id: '2026-0902' }]);
    const ids = (await search(draft)).matches.map(({ suggestion }) => suggestion.id);
    expect(ids).toContain('2026-0902');
    expect(ids).not.toContain('2026-0901');
  });

  it('answers what is like a suggestion it holds, itself left out', async () => {
    const { status, body } = await answerOf(
      bench.request().get(`/api/v1/suggestions/${bus.suggestion_id}/similar?limit=5`),
    );
    expect(status).toBe(200);
    const { suggestion, matches } = similarSchema.parse(body);
    expect(suggestion.id).toBe(bus.suggestion_id);
    expect(matches.map((match) => match.suggestion.id)).toContain(sameElsewhere.suggestion_id);
    expect(matches.map((match) => match.suggestion.id)).not.toContain(bus.suggestion_id);
    const unknown = await answerOf(bench.request().get('/api/v1/suggestions/9999-1/similar'));
    expect([unknown.status, problemSchema.parse(unknown.body).code]).toEqual([404, 'not_found']);
  });
});

describe('matters raised again', () => {
  const again = {
    ...bus,
    suggestion_id: '2023-0505',
    session_year: 2023,
    title: '关于在梧田街道霞王村设置378路公交站点的建议',
    body: '霞王村村民出行不便，距离最近的公交站有一点五公里。378路公交车每天经过村口却不停靠，老人和学生出行很不方便。请市交通运输局在霞王村村口设站。',
    submitted_on: '2023-01-20',
  };

  it('are grouped over the years, with what became of each, as JSON and as a workbook', async () => {
    await bench.served.deliver('suggestions_register', [again]);
    await search({ title: again.title });
    await bench.register.settled();
    const { status, body } = await answerOf(bench.request().get('/api/v1/suggestions/matters'));
    expect(status).toBe(200);
    const { build, total, progress, matters } = mattersSchema.parse(body);
    expect(build).toBe(bench.live.buildId);
    expect(progress.done).toBe(progress.total);
    expect(total).toBe(matters.length);
    const matter = matters.find(({ suggestions }) =>
      suggestions.some(({ id }) => id === again.suggestion_id),
    );
    expect(matter?.years).toEqual([2019, 2023]);
    expect(matter?.suggestions.map(({ id }) => id)).toEqual([bus.suggestion_id, again.suggestion_id]);

    const file = await bench
      .request()
      .get('/api/v1/suggestions/matters?format=xlsx')
      .buffer()
      .parse((response, done) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => done(null, Buffer.concat(parts)));
      });
    const book = XLSX.read(file.body as Buffer, { type: 'buffer' });
    const rows = XLSX.utils.sheet_to_json<string[]>(book.Sheets['反复提出'] ?? {}, { header: 1 });
    expect(rows.flat()).toContain(again.title);
    const three = await answerOf(bench.request().get('/api/v1/suggestions/matters?years=3'));
    expect(mattersSchema.parse(three.body).matters).toEqual([]);
  });

  it.each(['years=0', 'format=csv', 'sql=1'])('asked for with %s is told what is possible', async (query) => {
    const { status, body } = await answerOf(bench.request().get(`/api/v1/suggestions/matters?${query}`));
    expect([status, problemSchema.parse(body).code]).toEqual([400, 'invalid_parameter']);
  });
});
