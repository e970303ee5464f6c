import type { z } from 'zod';
import { buildDiffSchema, buildListSchema, currentBuildSchema } from '../contracts/builds.ts';
import { deliveriesSchema } from '../contracts/deliveries.ts';
import {
  draftSchema,
  duplicatesSchema,
  keptVerdictSchema,
  mattersSchema,
  similarSchema,
  verdictSchema,
} from '../contracts/duplicates.ts';
import { explorationSchema } from '../contracts/explore.ts';
import { healthSchema, readinessSchema } from '../contracts/health.ts';
import { jobRunLogSchema, jobsSchema } from '../contracts/jobs.ts';
import { mapAnswerSchema } from '../contracts/map.ts';
import { lineageSchema, metricListSchema, metricValuesSchema } from '../contracts/metrics.ts';
import { placesSchema } from '../contracts/places.ts';
import { rejectsSchema } from '../contracts/rejects.ts';
import {
  commandRequestSchema,
  heldSchema,
  pairedSchema,
  pairingSchema,
  releaseSchema,
  viewReportSchema,
} from '../contracts/remote.ts';
import { reportsSchema, reportVerificationSchema } from '../contracts/reports.ts';
import { metricRowsSchema } from '../contracts/rows.ts';
import { deliveriesQuery } from '../parameters/deliveries-parameters.ts';
import { exploreQuery } from '../parameters/explore-parameters.ts';
import { rejectsQuery } from '../parameters/rejects-parameters.ts';
import { rowsQuery } from '../parameters/rows-parameters.ts';
import { vitalityQueries } from '../parameters/vitality-parameters.ts';
import { proofQuery, warningsQuery } from '../parameters/warning-parameters.ts';
import { mattersParameters, similarParameters } from '../routes/suggestions.ts';
import {
  stationVitalitySchema,
  vitalityComparisonSchema,
  vitalityDefinitionsSchema,
  vitalityScoresSchema,
  vitalityWhatIfSchema,
} from '../contracts/vitality.ts';
import { warningDetailSchema, warningListSchema } from '../contracts/warnings.ts';

/** One thing that can be asked of the API. */
export interface Operation {
  readonly method: 'get' | 'post';
  /** As Express has it: `/api/v1/metrics/:id`. */
  readonly path: string;
  readonly summary: string;
  /** Of the query: name and what it may be. */
  readonly query: Readonly<Record<string, string>>;
  /** What reads the query, as far as it is the operation's own. */
  readonly reads?: z.ZodObject;
  /** Its `If-None-Match` is never answered with 304. */
  readonly isUnvalidated?: boolean;
  readonly body?: z.ZodType;
  /** The JSON that is answered; null: a file or a stream. */
  readonly answer: z.ZodType | null;
  /** What is answered when all is well. */
  readonly status: 200 | 201 | 204;
  /** Whether it is answered as Arrow, CSV and XLSX too. */
  readonly isTabular: boolean;
  /** What a file or a stream is. */
  readonly mediaType?: string;
}

const build = { build: '构建编号，见 /api/v1/builds；缺省为当前构建' };
const measured = {
  period: '时期：2026、2026-H1、2026-Q3、2026-09 或 2023-01..2026-10；缺省为最近',
  '<dimension>': '以维度名为参数筛选，多个编码用逗号分隔，例如 area=330302,330303',
};
const paged = { limit: '最多多少条', offset: '跳过多少条' };
const version = { version: '定义版本' };

const get = (
  path: string,
  summary: string,
  answer: z.ZodType | null,
  query: Operation['query'] = {},
): Operation => ({
  method: 'get',
  path,
  summary,
  query,
  answer,
  status: 200,
  isTabular: false,
});
const read = (reads: z.ZodObject, operation: Operation): Operation => ({ ...operation, reads });
const table = (operation: Operation): Operation => ({ ...operation, isTabular: true });
const post = (
  path: string,
  summary: string,
  body: z.ZodType,
  answer: z.ZodType | null,
  status: Operation['status'] = 200,
): Operation => ({ ...get(path, summary, answer), method: 'post', body, status });
const file = (path: string, summary: string, mediaType: string): Operation => ({
  ...get(path, summary, null),
  mediaType,
  isUnvalidated: mediaType !== 'application/json' && mediaType !== 'text/html',
});

/** Everything that can be asked, in the order people read it. A test holds it against the application's own routes. */
export const operations: readonly Operation[] = [
  get('/api/v1/builds/current', '当前构建、各数据集的截至日期与最近一次构建的结果', currentBuildSchema),
  get('/api/v1/builds', '保留的全部构建', buildListSchema),
  get('/api/v1/builds/:before/diff/:after', '两个构建之间哪些指标变了，由哪些批次引起', buildDiffSchema),
  table(get('/api/v1/metrics', '全部指标的口径', metricListSchema, build)),
  table(
    get('/api/v1/metrics/:id', '一个指标的值', metricValuesSchema, {
      by: '按哪些维度拆分，最多两个',
      ...measured,
      ...build,
    }),
  ),
  get('/api/v1/metrics/:id/lineage', '一个值的来历：SQL、模型、批次、公开网页', lineageSchema, {
    by: '按哪些维度拆分，最多两个',
    ...measured,
    ...build,
  }),
  table(
    read(
      rowsQuery,
      get('/api/v1/metrics/:id/rows', '一个值背后的明细；JSON 分页，其余格式为全部', metricRowsSchema, {
        part: 'numerator 或 denominator',
        ledger: '哪一本台账，见答复中的 ledgers',
        limit: '每页多少条，最多 1000',
        after: '上一页答复中的 next',
        ...measured,
        ...build,
      }),
    ),
  ),
  table(
    read(
      exploreQuery,
      get('/api/v1/explore', '多个指标并列：维度、时间粒度、比较、排序', explorationSchema, {
        measures: '指标编号，1–6 个，用逗号分隔',
        by: '按哪些维度拆分，最多四个',
        grain: 'month、quarter 或 year',
        compare: 'previous_year、previous_build 或 plan',
        order: '按哪一列排序，降序前加 -',
        limit: '最多多少行',
        ...measured,
        ...build,
      }),
    ),
  ),
  table(
    read(
      warningsQuery,
      get('/api/v1/warnings', '预警清单；JSON 分页，其余格式为全部', warningListSchema, {
        period: '月份',
        severity: 'red、yellow 或 look',
        rule: '规则编号',
        area: '区域',
        department: '部门',
        ...paged,
        ...build,
      }),
    ),
  ),
  table(
    read(
      proofQuery,
      get('/api/v1/warnings/:id', '一条预警和它的证据；JSON 以外的格式为全部证据行', warningDetailSchema, {
        ...paged,
        ...build,
      }),
    ),
  ),
  get('/api/v1/places', '县（市、区）和乡镇街道的位置', placesSchema, build),
  table(
    read(
      rejectsQuery,
      get('/api/v1/rejects', '退回的行和原因；JSON 分页，其余格式为全部', rejectsSchema, {
        contract: '数据集',
        delivery: '报送编号',
        ...paged,
      }),
    ),
  ),
  file('/api/v1/rejects/:delivery/file', '退回的行，供部门改正后重报', 'application/octet-stream'),
  table(
    read(
      deliveriesQuery,
      get('/api/v1/deliveries', '报送登记；JSON 分页，其余格式为全部报送', deliveriesSchema, {
        department: '部门',
        source: '数据来源',
        state: '状态',
        since: '自哪一天起',
        ...paged,
      }),
    ),
  ),
  post('/api/v1/suggestions/duplicates', '与一份草稿相似的建议', draftSchema, duplicatesSchema),
  read(
    similarParameters,
    get('/api/v1/suggestions/:id/similar', '与一件建议相似的建议', similarSchema, { limit: '最多多少件' }),
  ),
  read(
    mattersParameters,
    get('/api/v1/suggestions/matters', '反复提出的事项', mattersSchema, {
      years: '至少在几个年度提出过',
      limit: '最多多少项',
      format: 'json 或 xlsx',
    }),
  ),
  post('/api/v1/suggestions/judgements', '记下对一组相似建议的判断', verdictSchema, keptVerdictSchema, 201),
  get('/api/v1/vitality/definitions', '活力指数的定义', vitalityDefinitionsSchema, build),
  table(
    read(
      vitalityQueries.scores,
      get('/api/v1/vitality/scores', '各站的活力指数', vitalityScoresSchema, {
        period: '时期',
        ...version,
        ...build,
      }),
    ),
  ),
  read(
    vitalityQueries.station,
    get('/api/v1/vitality/stations/:code', '一个站的活力指数', stationVitalitySchema, {
      period: '时期',
      against: '与哪一期比较',
      againstVersion: '与之比较的定义版本',
      ...version,
      ...build,
    }),
  ),
  read(
    vitalityQueries.comparison,
    get('/api/v1/vitality/comparison', '两期活力指数的比较', vitalityComparisonSchema, {
      from: '前一期',
      to: '后一期',
      fromVersion: '前一期的定义',
      toVersion: '后一期的定义',
      ...build,
    }),
  ),
  read(
    vitalityQueries.whatIf,
    get('/api/v1/vitality/what-if', '换一组权重会怎样', vitalityWhatIfSchema, {
      weights: '权重，如 legislation:0.3,opinion:0.3,duty:0.2,response:0.2',
      period: '时期',
      ...version,
      ...build,
    }),
  ),
  get('/api/v1/map', '机关自备的地图（如有）', mapAnswerSchema),
  get('/api/v1/reports', '定期报告：做好的、正在做的、记录无法读取的', reportsSchema),
  get('/api/v1/reports/verify', '一个文件是不是这里做出的报告', reportVerificationSchema, {
    sha256: '文件的 SHA-256，64 位十六进制',
  }),
  file(
    '/api/v1/reports/:id/:name',
    '一份报告的文件：report.docx、report.pdf、report.xlsx 或 report.html',
    'application/octet-stream',
  ),
  get('/api/v1/jobs', '后台任务的状态', jobsSchema),
  get('/api/v1/jobs/runs/:id', '一次运行的记录', jobRunLogSchema),
  file('/api/v1/remote/walls/:wall/events', '大屏等待手机遥控的事件流', 'text/event-stream'),
  post('/api/v1/remote/views', '大屏报告正在显示的内容', viewReportSchema, null, 204),
  post('/api/v1/remote/releases', '在大屏上收回遥控', releaseSchema, null, 204),
  post('/api/v1/remote/pairings', '手机以配对码接入', pairingSchema, pairedSchema, 201),
  post('/api/v1/remote/commands', '手机发出的指令', commandRequestSchema, heldSchema),
  file('/api/v1/events', '服务器主动告知的事件（server-sent events）', 'text/event-stream'),
  file('/api/v1/openapi.json', '本接口的 OpenAPI 3.1 描述', 'application/json'),
  file('/api/v1/docs', '本接口的说明页', 'text/html'),
  { ...get('/healthz', '进程在运行', healthSchema), isUnvalidated: true },
  { ...get('/readyz', '有构建可供查询', readinessSchema), isUnvalidated: true },
];
