import type { StationScore } from '../contracts/vitality.ts';
import { listedTable, numberColumn, textColumn, type ListedColumn } from './listed-table.ts';
import type { ListedTable } from './table-bytes.ts';

const columns: readonly ListedColumn<StationScore>[] = [
  textColumn('station', '站点代码', ({ station }) => station),
  textColumn('name', '站点', ({ name }) => name),
  textColumn('area', '区域代码', ({ area }) => area),
  textColumn('area_name', '区域', ({ areaName }) => areaName),
  textColumn('township', '乡镇街道', ({ township }) => township),
  textColumn('peer_group', '同类组', ({ peerGroup }) => peerGroup),
  textColumn('kind', '类型', ({ kind }) => kind),
  textColumn('status', '是否评价', ({ status }) => (status === 'rated' ? '已评价' : '不评价')),
  textColumn('silent', '近六个月无记录', ({ silent }) => (silent ? '是' : '否')),
  numberColumn('marked_months', '待核月数', ({ markedMonths }) => markedMonths),
  numberColumn('score', '得分', ({ score }) => score),
  numberColumn('band', '档次', ({ band }) => band),
  numberColumn('rank', '名次', ({ rank }) => rank),
  numberColumn('peer_rank', '同类名次', ({ peerRank }) => peerRank),
  numberColumn('score_low', '得分下限', ({ interval }) => interval?.scoreLow ?? null),
  numberColumn('score_high', '得分上限', ({ interval }) => interval?.scoreHigh ?? null),
  numberColumn('rank_low', '名次区间起', ({ interval }) => interval?.rankLow ?? null),
  numberColumn('rank_high', '名次区间止', ({ interval }) => interval?.rankHigh ?? null),
  numberColumn('score_unmarked', '不计待核月的得分', ({ scoreUnmarked }) => scoreUnmarked),
  numberColumn('rank_unmarked', '不计待核月的名次', ({ rankUnmarked }) => rankUnmarked),
];

/** The stations of a period with their scores, a row each. */
export const vitalityTable = (period: string, stations: readonly StationScore[]): ListedTable =>
  listedTable(`活力指数-${period}`, columns, stations);
