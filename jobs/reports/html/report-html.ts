import type { PrintedBlock, PrintedReport } from '../print/printed-blocks.ts';
import type { ReportStyle, TextRole } from '../print/report-style.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);

/** Points of a page read as pixels of a screen at the body's size. */
const bodyPixels = 17;
/** What a reader without any of the style's faces still has. */
const generic: Readonly<Record<string, string>> = { heiti: 'sans-serif' };

/** The style's families as a stack: none is embedded, each machine shows the first it has. */
function faceOf({ faces, text }: ReportStyle, role: TextRole): string {
  const { face, points } = text[role];
  const { families, weight } = faces[face];
  const stack = families.map((name) => `"${name.replace(/["\\]/g, '')}"`);
  const size = ((points / text.body.points) * bodyPixels).toFixed(1);
  return `font: ${weight} ${size}px/1.6 ${[...stack, generic[face] ?? 'serif'].join(', ')}`;
}

const sheet = (style: ReportStyle): string => `
:root { ${faceOf(style, 'body')}; font-synthesis: none; color: #161b23; background: #fff }
body { max-width: 48em; margin: 2em auto; padding: 0 1em }
h1 { ${faceOf(style, 'title')}; text-align: center; text-wrap: balance; margin: 0 0 1em }
h2 { ${faceOf(style, 'section')}; margin: 1.2em 0 .3em }
h3 { ${faceOf(style, 'subsection')}; margin: 1em 0 .3em }
p { text-indent: 2em; margin: .4em 0; line-height: 1.75 }
.note, dl { ${faceOf(style, 'note')}; color: #454e5a }
p.note { text-indent: 0 }
.notice { ${faceOf(style, 'caption')}; text-align: center; text-indent: 0; color: #a3260f }
table { ${faceOf(style, 'table')}; width: 100%; border-collapse: collapse; margin: .5em 0 1em }
caption, figcaption { ${faceOf(style, 'caption')}; text-align: center; padding: .4em }
th, td { border: 1px solid #8b97a6; padding: .2em .6em; text-align: left; font-weight: inherit }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap }
thead th { ${faceOf(style, 'tableHead')}; text-align: center; background: #f1efe9 }
thead th span { display: inline-block }
tr.total > * { font-weight: 700 }
tr.group > * { ${faceOf(style, 'tableHead')}; text-align: left }
figure { margin: 1em 0 } figure svg { width: 100%; height: auto }
dt { margin-top: .8em; color: #161b23 } dd { margin: 0 0 0 1em; overflow-wrap: anywhere }
@media print { body { margin: 0; max-width: none } h2, h3, caption, dt { break-after: avoid } tr, figure { break-inside: avoid } }
`;

function gridHtml({ caption, columns, rows }: PrintedBlock & { kind: 'grid' }): string {
  const heads = columns.map(
    ({ head }) => `<th scope="col">${head.map((line) => `<span>${safe(line)}</span>`).join('')}</th>`,
  );
  const lines = rows.map(({ cells, isTotal, isGroup }) => {
    const [label = '', ...others] = cells;
    if (isGroup === true)
      return `<tr class="group"><th scope="rowgroup" colspan="${columns.length}">${safe(label)}</th></tr>`;
    const values = others.map(
      (text, at) => `<td${columns[at + 1]?.isNumeric === true ? ' class="number"' : ''}>${safe(text)}</td>`,
    );
    return `<tr${isTotal ? ' class="total"' : ''}><th scope="row">${safe(label)}</th>${values.join('')}</tr>`;
  });
  return `<table><caption>${safe(caption)}</caption><thead><tr>${heads.join('')}</tr></thead><tbody>${lines.join('\n')}</tbody></table>`;
}

function blockHtml(block: PrintedBlock): string {
  switch (block.kind) {
    case 'title':
      return `<h1>${block.lines.map((line) => `<span style="display:inline-block">${safe(line)}</span>`).join('')}</h1>`;
    case 'section':
    case 'appendix':
      return `<h2>${safe(block.text)}</h2>`;
    case 'subsection':
      return `<h3>${safe(block.text)}</h3>`;
    case 'paragraph':
      return `<p>${safe(block.text)}</p>`;
    case 'notice':
    case 'note':
      return `<p class="${block.kind}">${safe(block.text)}</p>`;
    case 'chart':
      return `<figure>${block.svg}<figcaption>${safe(block.caption)}</figcaption></figure>`;
    case 'grid':
      return gridHtml(block);
    case 'definition':
      return `<dl><dt>${safe(block.term)}</dt>${block.lines.map((line) => `<dd>${safe(line)}</dd>`).join('')}</dl>`;
  }
}

/** The report as one HTML file that needs nothing else: no script, no font, no address. */
export function reportHtml({ title, blocks }: PrintedReport, style: ReportStyle): Buffer {
  return Buffer.from(`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${safe(title)}</title><style>${sheet(style)}</style></head>
<body>
${blocks.map(blockHtml).join('\n')}
</body>
</html>
`);
}
