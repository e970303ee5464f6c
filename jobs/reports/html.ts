import { dimensionNames, dimensions } from '../../warehouse/metrics/definition.ts';
import type { Block, Provenance, ReportDocument } from './document.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);

/** Files named for a metric; the rest is counted, and whole in the workbook. */
const shownFiles = 8;

const style = `
:root { font: 16px/1.75 "FangSong", "仿宋", "Noto Serif SC", serif; color: #161b23; background: #fff }
body { max-width: 48em; margin: 2em auto; padding: 0 1em }
h1 { font: 700 1.6em/1.4 "FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif SC", serif; text-align: center }
h2 { font: 400 1.1em/1.6 "SimHei", "黑体", sans-serif; margin-top: 1.6em }
p { text-indent: 2em; margin: .4em 0 }
.note { text-indent: 0; color: #5c6571; font-size: .85em }
.sample { text-align: center; text-indent: 0; color: #a3260f; font-weight: 700 }
table { width: 100%; border-collapse: collapse; font-size: .85em; margin: .5em 0 1em }
caption, figcaption { text-align: center; font-weight: 700; padding: .4em }
th, td { border: 1px solid #8b97a6; padding: .15em .5em; text-align: left; font-weight: 400 }
td { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
td.words { text-align: left; white-space: normal }
thead th { text-align: center; background: #f1efe9 }
tbody tr.total > * { font-weight: 700 }
figure { margin: 1em 0 } figure svg { width: 100%; height: auto }
dt { font-weight: 700; margin-top: .8em } dd { margin: 0 0 0 1em; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } h2, caption { break-after: avoid } tr, figure { break-inside: avoid } }
`;

function blockHtml(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${safe(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${safe(block.text)}</p>`;
    case 'item':
      return `<p>· ${safe(block.text)}</p>`;
    case 'chart':
      return `<figure>${block.svg}<figcaption>${safe(block.caption)}</figcaption></figure>`;
    case 'list': {
      const cells = block.rows.map((row) =>
        row
          .map(({ text, unit }) => `<td${unit === null ? ' class="words"' : ''}>${safe(text)}</td>`)
          .join(''),
      );
      return (
        `<table><caption>${safe(block.caption)}</caption>` +
        `<thead><tr>${block.heads.map((head) => `<th scope="col">${safe(head)}</th>`).join('')}</tr></thead>` +
        `<tbody>${cells.map((row) => `<tr>${row}</tr>`).join('\n')}</tbody></table>`
      );
    }
    case 'table': {
      const heads = [block.label, ...block.columns.map(({ title }) => title)];
      const rows = block.rows.map(({ label, isTotal, cells }) => {
        const total = isTotal ? ' class="total"' : '';
        return `<tr${total}><th scope="row">${safe(label)}</th>${cells.map(({ text }) => `<td>${safe(text)}</td>`).join('')}</tr>`;
      });
      return (
        `<table><caption>${safe(block.caption)}</caption>` +
        `<thead><tr>${heads.map((head) => `<th scope="col">${safe(head)}</th>`).join('')}</tr></thead>` +
        `<tbody>${rows.join('\n')}</tbody></table>`
      );
    }
  }
}

const filterText = (filters: Readonly<Record<string, string>>): string =>
  Object.entries(filters)
    .map(([name, value]) => {
      const dimension = dimensions.find((known) => known === name);
      return `${dimension === undefined ? name : dimensionNames[dimension]} ${value}`;
    })
    .join('，');

function provenanceHtml({ metric, files }: Provenance): string {
  const named = files
    .slice(0, shownFiles)
    .map(({ fileName, sha256 }) => `${safe(fileName)}（${sha256.slice(0, 12)}）`);
  const more = files.length > shownFiles ? `，等 ${files.length} 个文件，全部见 Excel 附录` : '';
  const sources = files.length === 0 ? '这一时期没有文件' : `${named.join('、')}${more}`;
  return (
    `<dt>${safe(metric.name)}（${metric.id}）</dt>` +
    `<dd>口径：${safe(metric.definition)}</dd><dd>公式：${safe(metric.formula)}</dd><dd>来源：${sources}</dd>`
  );
}

/** The report as one HTML file that needs nothing else: no script, no font, no address. */
export function reportHtml(report: ReportDocument): string {
  const { title, months, build, builtAt, asOf, isSample, unchanged, blocks, figures, appendix } = report;
  const facts = [`时期 ${months}`, `数据截至 ${asOf ?? '—'}`, `构建 ${build}（${builtAt}）`];
  const written = figures.map(
    ({ metric, text, months: of, filters }) =>
      `<tr><th scope="row">${safe(metric.name)}</th><td>${safe(text)}</td><td>${safe(of)}</td><td>${safe(filterText(filters))}</td></tr>`,
  );
  return `<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(`${title} ${months}`)}</title><style>${style}</style></head>
<body>
${isSample ? '<p class="sample">示例数据：不是真实的财政数据</p>' : ''}
${blocks.map(blockHtml).join('\n')}
<p class="note">“基本持平”指相差不超过 ${(unchanged * 100).toFixed(1)} 个百分点（含）。金额由元换算，四舍五入。</p>
<h2>附录</h2>
<p class="note">${safe(facts.join(' · '))}</p>
<table><caption>文中的数</caption><thead><tr><th scope="col">指标</th><th scope="col">文中</th><th scope="col">时期</th><th scope="col">范围</th></tr></thead><tbody>
${written.join('\n')}
</tbody></table>
<dl>
${appendix.map(provenanceHtml).join('\n')}
</dl>
</body>
</html>
`;
}
