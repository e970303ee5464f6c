import { operations, type Operation } from './operations.ts';

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function section({ method, path, summary, query, isTabular, mediaType, answer }: Operation): string {
  const rows = Object.entries(query).map(
    ([name, description]) =>
      `<tr><td><code>${escaped(name)}</code></td><td>${escaped(description)}</td></tr>`,
  );
  const faces = isTabular ? 'JSON、Arrow、CSV、XLSX' : answer === null ? (mediaType ?? '') : 'JSON';
  return `<section><h2><b>${method.toUpperCase()}</b> <code>${escaped(path.replace(/:(\w+)/g, '{$1}'))}</code></h2>
<p>${escaped(summary)}。格式：${escaped(faces)}。</p>${rows.length === 0 ? '' : `<table>${rows.join('')}</table>`}</section>`;
}

const style = `body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h2{font-size:1.05rem;margin:1.6rem 0 .2rem}b{color:#0b5cad}code{font-family:ui-monospace,monospace}p{margin:.2rem 0}
table{border-collapse:collapse;margin:.4rem 0}td{border:1px solid #c9d1d9;padding:.2rem .6rem;vertical-align:top}`;

/** The description of the API for people: one page, no scripts, nothing from elsewhere. */
export function apiPage(): string {
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>接口说明</title><style>${style}</style></head><body><h1>接口说明</h1>
<p>计入统计的数据只能读取；建议查重、判定和大屏遥控以 POST 提交，不改变任何数字。机器可读的描述（OpenAPI 3.1，含每个答复的结构）：<a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
<p>金额以元为单位，精确到分；Arrow 中为整数分，列名以 <code>_fen</code> 结尾。错误遵循 RFC 9457，带固定的 <code>code</code>。</p>
${operations.map(section).join('\n')}</body></html>`;
}
