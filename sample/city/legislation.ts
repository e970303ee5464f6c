import { addDays, completeTo, lastYear } from './calendar.ts';
import { Dice } from './dice.ts';
import { shortNotice } from './oddities.ts';
import { at, cell, register } from './reference.ts';
import type { Station } from './stations.ts';

export interface Draft {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly planYear: number;
  readonly committee: string;
  readonly draftedBy: string;
  readonly subject: string;
  readonly adoptedOn: string | null;
  readonly approvedOn: string | null;
  readonly effectiveOn: string | null;
  readonly versions: readonly DraftVersion[];
}

export interface DraftVersion {
  readonly draft: string;
  readonly number: number;
  readonly name: string;
  readonly publishedOn: string;
  readonly closesOn: string;
  readonly deliberatedOn: string | null;
  readonly clauses: readonly { readonly chapter: string; readonly text: string }[];
}

export interface DraftOpinion {
  readonly id: string;
  readonly draft: string;
  readonly version: number;
  readonly clause: number | null;
  readonly author: '人大代表' | '基层单元' | '社会公众' | '有关部门' | '专家';
  readonly online: boolean;
  readonly station: string | null;
  readonly authorKey: string | null;
  readonly receivedOn: string;
  readonly content: string;
  readonly adoption: '采纳' | '部分采纳' | '未采纳' | null;
  readonly reason: string | null;
  readonly repliedOn: string | null;
}

export interface Reservation {
  readonly year: number;
  readonly topic: string;
  readonly kind: '立法' | '监督';
  readonly name: string;
  readonly draft: string | null;
  readonly deputy: string;
  readonly reservedOn: string;
  readonly tookPartOn: string | null;
  readonly cancelledOn: string | null;
}

const templates = register('draft-clauses').map((row) => ({
  chapter: cell(row, 'chapter'),
  text: cell(row, 'text'),
}));
const remarks = register('draft-opinions').map((row) => cell(row, 'text'));
const topicNames = register('supervision-topics').map((row) => cell(row, 'topic'));
const versionNames = ['征求意见稿', '草案修改稿', '草案二次修改稿'];
const known = (date: string | null): string | null => (date !== null && date <= completeTo ? date : null);

/** A clause is left out here and there, and a later version says some of them more exactly. */
function clausesOf(subject: string, version: number, kept: readonly boolean[], dice: Dice) {
  const added = [
    '具体办法由市人民政府制定。',
    '法律、法规另有规定的，从其规定。',
    '相关信息应当及时向社会公开。',
  ];
  return templates
    .filter((_, index) => kept[index])
    .map(({ chapter, text }) => ({
      chapter,
      text: `${text.replaceAll('{subject}', subject)}${version > 1 && dice.chance(0.2) ? dice.pick(added) : ''}`,
    }));
}

/** The drafts of 2021 to 2026. Names and dates of four are published, the others are invented. */
export function draftsOf(seed: number): readonly Draft[] {
  const dice = new Dice(seed, 'drafts');
  return register('drafts').map((row): Draft => {
    const id = cell(row, 'id');
    const subject = cell(row, 'subject');
    const kept = templates.map(
      (_, index) => index < 4 || index === templates.length - 1 || dice.chance(0.85),
    );
    let publishedOn = cell(row, 'first_published');
    const count = Number(cell(row, 'versions'));
    const versions = Array.from({ length: count }, (_, index): DraftVersion => {
      const isShort = id === shortNotice.draft && index + 1 === shortNotice.version;
      const closesOn = addDays(publishedOn, isShort ? shortNotice.days : dice.whole(31, 36));
      const version = {
        draft: id,
        number: index + 1,
        name: at(versionNames, index),
        publishedOn,
        closesOn,
        deliberatedOn: known(addDays(closesOn, dice.whole(6, 14))),
        clauses: clausesOf(subject, index + 1, kept, dice),
      };
      publishedOn = addDays(closesOn, dice.whole(18, 40));
      return version;
    });
    const adoptedOn = cell(row, 'adopted') || null;
    const approvedOn = adoptedOn === null ? null : addDays(adoptedOn, dice.whole(28, 60));
    return {
      id,
      name: cell(row, 'name'),
      kind: cell(row, 'kind'),
      planYear: Number(cell(row, 'plan_year')),
      committee: cell(row, 'committee'),
      draftedBy: cell(row, 'drafted_by'),
      subject,
      adoptedOn,
      approvedOn,
      effectiveOn: approvedOn === null ? null : addDays(approvedOn, 60),
      versions: versions.filter((version) => version.publishedOn <= (adoptedOn ?? completeTo)),
    };
  });
}

const reasons = {
  采纳: ['已吸收到修改稿相应条款。', '表述更准确，予以采纳。'],
  部分采纳: ['原则采纳，文字有调整。', '时限部分采纳，其余由实施细则规定。'],
  未采纳: [
    '上位法已有明确规定，不再重复。',
    '涉及国家事权，地方立法不宜规定。',
    '各方意见不一，留待实践检验。',
  ],
} as const;
const authors = ['人大代表', '基层单元', '社会公众', '有关部门', '专家'] as const;

function opinionsOn(
  version: DraftVersion,
  stations: readonly Station[],
  count: number,
  from: number,
  dice: Dice,
) {
  const days = (Date.parse(version.closesOn) - Date.parse(version.publishedOn)) / 86_400_000;
  const received = Array.from({ length: count }, () => addDays(version.publishedOn, dice.whole(0, days)))
    .filter((date) => date <= completeTo)
    .sort();
  const decidedOn = addDays(version.closesOn, 12);
  return received.map((receivedOn, index): DraftOpinion => {
    const draw = dice.unit();
    const author = authors[draw < 0.16 ? 0 : draw < 0.52 ? 1 : draw < 0.88 ? 2 : draw < 0.96 ? 3 : 4];
    const clause = dice.chance(0.88) ? dice.whole(1, version.clauses.length) : null;
    const decided = decidedOn <= completeTo;
    const fate = dice.unit();
    const adoption = !decided ? null : fate < 0.31 ? '采纳' : fate < 0.55 ? '部分采纳' : '未采纳';
    return {
      id: `LF${version.draft.slice(2, 6)}-${version.draft.slice(-2)}-${String(from + index).padStart(4, '0')}`,
      draft: version.draft,
      version: version.number,
      clause,
      author,
      online: dice.chance(0.58),
      station: author === '基层单元' ? dice.pick(stations).code : null,
      authorKey: author === '有关部门' ? null : `R${String(dice.whole(1, 99_999)).padStart(5, '0')}`,
      receivedOn,
      content: `${clause === null ? '对草案整体：' : `第${clause}条：`}${dice.pick(remarks)}`,
      adoption,
      reason: adoption === null ? null : dice.pick(reasons[adoption]),
      repliedOn: adoption !== null && dice.chance(0.93) ? known(addDays(decidedOn, dice.whole(0, 15))) : null,
    };
  });
}

/** Opinions on every version; 瓯柑 drew more than 200 in a month, published. */
export function draftOpinionsOf(
  seed: number,
  drafts: readonly Draft[],
  stations: readonly Station[],
): readonly DraftOpinion[] {
  const dice = new Dice(seed, 'draft opinions');
  return drafts.flatMap((draft) => {
    let from = 1;
    return draft.versions.flatMap((version) => {
      const count = draft.id === 'FG2025-01' && version.number === 1 ? 214 : dice.whole(40, 130);
      const rows = opinionsOn(version, stations, count, from, dice);
      from += rows.length;
      return rows;
    });
  });
}

/** Topics of the year, and the deputies who want to join them. */
export function reservationsOf(seed: number, drafts: readonly Draft[], year: number): readonly Reservation[] {
  const dice = new Dice(seed, `reservations ${year}`);
  const laws = drafts
    .filter(({ planYear }) => planYear === year)
    .map(({ id, name }) => ({ kind: '立法' as const, name, draft: id }));
  const topics = topicNames
    .filter(() => dice.chance(0.75))
    .map((name) => ({ kind: '监督' as const, name, draft: null }));
  const until = year === lastYear ? completeTo : `${year}-12-25`;
  return [...laws, ...topics].flatMap((topic, index) => {
    const deputies = new Set<string>();
    const count = dice.whole(9, 34);
    while (deputies.size < count)
      deputies.add(`WZ${year === 2021 ? '13' : '14'}-${String(dice.whole(1, 540)).padStart(4, '0')}`);
    return [...deputies].map((deputy): Reservation => {
      const reservedOn = addDays(`${year}-03-01`, dice.whole(0, 40));
      const isCancelled = dice.chance(0.05);
      const on = addDays(reservedOn, dice.whole(20, 210));
      const happened = on <= until && dice.chance(0.9);
      return {
        year,
        topic: `YT${year}-${String(index + 1).padStart(2, '0')}`,
        ...topic,
        deputy,
        reservedOn,
        tookPartOn: !isCancelled && happened ? on : null,
        cancelledOn: isCancelled ? addDays(reservedOn, dice.whole(1, 20)) : null,
      };
    });
  });
}
