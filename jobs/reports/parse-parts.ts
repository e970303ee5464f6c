import { checkRequired, countOf, dimensionOf, numberOf, readReference } from './references.ts';
import { figureKinds, names, TemplateError, type Part, type RankReference } from './template.ts';

const expected =
  '{{value 指标 span=ytd}}、{{growth …}}、{{gap …}}、{{change 指标 noun=件}}、{{top 指标 by=area n=3}}、{{bottom …}}、{{months 指标}} 或 {{' +
  `${names.join('}}、{{')}}}`;

/**
 * Reads a line of text with references in it.
 * @throws TemplateError naming the line and the reference
 */
export function readParts(text: string, where: string): readonly Part[] {
  return text.split(/(\{\{[^}]*\}\})/).flatMap((part): readonly Part[] => {
    const inner = /^\{\{\s*(.*?)\s*\}\}$/.exec(part)?.[1];
    if (inner !== undefined) return [readPart(inner, `${where}，${part}`)];
    if (part.includes('{{') || part.includes('}}'))
      throw new TemplateError(`${where}：“${part.trim().slice(0, 40)}”里的 {{ 和 }} 不成对`);
    return part === '' ? [] : [{ text: part }];
  });
}

function readPart(inner: string, where: string): Part {
  const name = names.find((known) => known === inner);
  if (name !== undefined) return { name };
  const [word = '', ...words] = inner.split(/\s+/);
  if (words.length > 0) {
    const kind = figureKinds.find((known) => known === word);
    if (kind !== undefined) {
      const { settings, ...reference } = readReference(words, ['noun'], where);
      checkRequired(reference, [], where);
      return { figure: { ...reference, kind, noun: settings.get('noun') ?? '' } };
    }
    if (word === 'top' || word === 'bottom') return { rank: readRank(word, words, where) };
    if (word === 'months') {
      const reference = readReference(words, [], where);
      return { months: reference };
    }
  }
  throw new TemplateError(`${where} 无法识别；应为 ${expected}`);
}

/** @throws TemplateError naming the line and the word */
export function readRank(kind: 'top' | 'bottom', words: readonly string[], where: string): RankReference {
  const own = ['by', 'n', 'em', 'above', 'below', 'except', 'sign', 'noun'];
  const read = readReference(words, own, where);
  const { settings, ...reference } = read;
  const by = settings.get('by');
  if (by === undefined) throw new TemplateError(`${where}：${kind} 要写明 by=维度`);
  const dimension = dimensionOf(by, reference.metric, where);
  checkRequired(reference, [dimension], where);
  return {
    ...reference,
    kind,
    by: dimension,
    most: countOf(settings, 'n', 3, where),
    widest: settings.has('em') ? countOf(settings, 'em', 1, where) : null,
    above: numberOf(settings, 'above', where),
    below: numberOf(settings, 'below', where),
    except: settings.get('except')?.split(',') ?? [],
    isSigned: settings.get('sign') !== 'no',
    noun: settings.get('noun') ?? '',
  };
}
