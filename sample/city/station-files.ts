import { join } from 'node:path';
import type { Activity, Duty } from './activities.ts';
import { leafAreas } from './areas.ts';
import { DelimitedFile, type Encoding } from './delimited.ts';
import type { PlantedReject } from './oddities.ts';
import type { Opinion } from './opinions.ts';
import { need } from './reference.ts';
import type { Station } from './stations.ts';
import { SheetDraft, writeWorkbook } from './workbook.ts';

const areaNames = new Map(leafAreas.map(({ code, name }) => [code, name]));
const yesNo = (flag: boolean): string => (flag ? '是' : '否');

const kindNames = { demonstration: 'e系列示范站', featured: '特色站', ordinary: '普通站' } as const;
const peerNames = { street: '街道', township: '乡镇', special: '专业站' } as const;
const activityNames = {
  reception: '接待选民',
  theme: '主题活动',
  training: '学习培训',
  inspection: '视察调研',
  state_organ_visit: '国家机关进站',
  legislation: '立法征询',
} as const;
const channelNames = { online: '线上', onsite: '线下' } as const;
const opinionNames = { livelihood: '民情民意', legislation: '立法意见', supervision: '监督意见' } as const;
const satisfactionNames = {
  satisfied: '满意',
  fairly: '基本满意',
  dissatisfied: '不满意',
  unstated: '未表态',
} as const;

export function writeRegister(file: string, stations: readonly Station[]): number {
  const sheet = new SheetDraft('联络站名册');
  sheet.title('温州市人大代表联络站名册', '个', 11);
  sheet.header([
    '站点编码',
    '站点名称',
    '站点类型',
    '同类组',
    '县（市、区）',
    '乡镇街道代码',
    ['位置', '经度'],
    ['位置', '纬度'],
    '建站日期',
    '进站代表数',
    '服务人口',
  ]);
  for (const one of stations)
    sheet.row([
      one.code,
      one.name,
      kindNames[one.kind],
      peerNames[one.peerGroup],
      need(areaNames, one.county),
      one.township,
      one.longitude,
      one.latitude,
      one.openedOn,
      one.deputies,
      one.residents,
    ]);
  return writeWorkbook(file, [sheet]);
}

/** How a text file of the stations is written. */
export interface Style {
  readonly encoding: Encoding;
  readonly separator: ',' | '\t';
}

export function writeActivities(file: string, style: Style, rows: Iterable<Activity>): number {
  const out = new DelimitedFile(file, style.encoding, style.separator);
  out.line([
    '活动编号',
    '站点编码',
    '活动日期',
    '活动类型',
    '活动主题',
    '参加代表数',
    '参加群众数',
    '是否有成果',
  ]);
  for (const row of rows)
    out.row([
      row.id,
      row.station,
      row.heldOn,
      activityNames[row.kind],
      row.title,
      String(row.deputies),
      String(row.residents),
      yesNo(row.hasOutcome),
    ]);
  out.close();
  return out.rows;
}

export function writeDuty(file: string, style: Style, rows: Iterable<Duty>): number {
  const out = new DelimitedFile(file, style.encoding, style.separator);
  out.line(['站点编码', '值班日期', '代表编号', '是否到岗', '接待人次']);
  for (const row of rows)
    out.row([row.station, row.dutyOn, row.deputy, yesNo(row.attended), String(row.visitors)]);
  out.close();
  return out.rows;
}

const opinionHeader = [
  '意见编号',
  '站点编码',
  '收到日期',
  '渠道',
  '意见类别',
  '主题',
  '内容',
  '实名标识',
  '交办日期',
  '办结日期',
  '是否采纳',
  '满意度',
];

const opinionCells = (row: Opinion): string[] => [
  row.id,
  row.station,
  row.receivedOn,
  channelNames[row.channel],
  opinionNames[row.kind],
  row.topic,
  row.content,
  row.person ?? '',
  row.handedOverOn ?? '',
  row.closedOn ?? '',
  row.adopted === null ? '' : yesNo(row.adopted),
  row.satisfaction === null ? '' : satisfactionNames[row.satisfaction],
];

/** Four rows of 2025 that cannot be true or understood. */
const opinionFaults = [
  { column: 'satisfaction', index: 11, text: '很满意', reason: '满意度不在约定的四种之内' },
  { column: 'closed_on', index: 9, text: '2025-01-02', reason: '办结日期早于收到日期' },
  { column: 'channel', index: 3, text: '电话', reason: '渠道不是线上或线下' },
  { column: 'received_on', index: 2, text: '2025-06-31', reason: '日期不存在' },
] as const;

function opinionRejects(file: string, station: string): { cells: string[]; reject: PlantedReject }[] {
  return opinionFaults.map((fault, index) => {
    const cells = [
      `YJ2025R0000${index + 1}`,
      station,
      '2025-06-12',
      '线下',
      '民情民意',
      '路灯照明',
      '背街小巷路灯损坏多日无人修。',
      '',
      '2025-06-14',
      '2025-07-20',
      '是',
      '满意',
    ];
    cells[fault.index] = fault.text;
    return {
      cells,
      reject: {
        file,
        contract: 'stations.opinions',
        row: cells[0] ?? '',
        column: fault.column,
        reason: fault.reason,
      },
    };
  });
}

export function writeOpinions(
  folder: string,
  name: string,
  style: Style,
  rows: Iterable<Opinion>,
  rejectsAt: string | null,
): { rows: number; rejects: readonly PlantedReject[] } {
  const out = new DelimitedFile(join(folder, name), style.encoding, style.separator);
  out.line(opinionHeader);
  for (const row of rows) out.row(opinionCells(row));
  const rejects = rejectsAt === null ? [] : opinionRejects(name, rejectsAt);
  for (const { cells } of rejects) out.row(cells);
  out.close();
  return { rows: out.rows, rejects: rejects.map(({ reject }) => reject) };
}

/** The opinions of a month as a workbook, the way one office keeps them. */
export function writeOpinionWorkbook(file: string, title: string, rows: Iterable<Opinion>): number {
  const sheet = new SheetDraft('意见台账');
  sheet.title(title, '条', opinionHeader.length);
  sheet.header(opinionHeader);
  for (const row of rows) sheet.row(opinionCells(row));
  return writeWorkbook(file, [sheet]);
}
