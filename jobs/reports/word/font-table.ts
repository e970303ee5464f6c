import type { ReportStyle } from '../print/report-style.ts';

const main = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (mark) => entities[mark] ?? mark);
/** GB 2312, as Word numbers character sets. */
const chinese = '86';

/** `word/fontTable.xml`: each face with what may stand in for it, in the style's order. */
export function fontTable({ faces }: ReportStyle): string {
  const fonts = Object.values(faces).map(({ families: [name = '', ...others] }) => {
    const alternates = others.length === 0 ? '' : `<w:altName w:val="${safe(others.join(','))}"/>`;
    return `<w:font w:name="${safe(name)}">${alternates}<w:charset w:val="${chinese}"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`;
  });
  return `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:fonts xmlns:w="${main}">${[...new Set(fonts)].join('')}</w:fonts>`;
}
