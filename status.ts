import { buildReportSchema, currentSchema } from './warehouse/build-report.ts';
import { liveBatches, readReceipts } from './warehouse/deliveries.ts';
import { readJson, type Home } from './warehouse/home.ts';
import { readLastAttempt } from './warehouse/live.ts';

/** The state of a home in lines for a person. */
export async function status(home: Home): Promise<readonly string[]> {
  const receipts = await readReceipts(home);
  const refused = receipts.filter(({ verdict }) => verdict === 'refused');
  const held = receipts.filter(({ verdict }) => verdict === 'held');
  const lines = [
    `数据目录  ${home.root}`,
    `交付      ${receipts.length} 份，其中拒收 ${refused.length} 份，待确认 ${held.length} 份；生效批次 ${liveBatches(receipts).length} 个`,
  ];
  const current = currentSchema.safeParse(await readJson(home.currentBuild).catch(() => null)).data;
  const report =
    current &&
    buildReportSchema.safeParse(await readJson(home.buildReport(current.build)).catch(() => null)).data;
  if (!current || !report) lines.push('当前构建  没有可用的构建；请运行 cockpit build');
  else {
    lines.push(`当前构建  ${current.build}（发布于 ${current.publishedAt}）`);
    for (const { contract, title, asOf, rows, rejected, batches } of report.datasets)
      lines.push(
        `  ${contract.padEnd(20)} ${title}：${rows} 行，${batches} 个批次，退回 ${rejected} 行，数据截至 ${asOf ?? '—'}`,
      );
  }
  const attempt = await readLastAttempt(home);
  if (attempt !== null) {
    const { state, at, message } = attempt;
    lines.push(`最近构建  ${state === 'published' ? '成功' : '失败'}（${at}）：${message}`);
  }
  for (const { delivery, fileName } of receipts.filter(({ verdict }) => verdict === 'accepted').slice(-5))
    lines.push(`已接受    ${delivery} ${fileName}`);
  for (const { delivery, fileName, doubts } of held.slice(-5))
    lines.push(`待确认    ${delivery} ${fileName}：${doubts.map(({ message }) => message).join('；')}`);
  for (const { delivery, fileName, refusals } of refused.slice(-5))
    lines.push(`拒收      ${delivery} ${fileName}：${refusals.map(({ message }) => message).join('；')}`);
  return lines;
}
