const digit = /\p{Nd}/u;
const letters = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;
/** So many letters tell a name from a number with a word. */
const fewestLetters = 3;
const collapsed = (text: string): string => text.replaceAll(/\s+/gu, ' ').trim();

/** Every text with digits in what the API answered that is a name, a sentence or a statement, and no number. */
export function namesIn(answer: unknown, names = new Set<string>()): Set<string> {
  if (typeof answer === 'string') {
    const text = collapsed(answer);
    if (digit.test(text) && letters(text) >= fewestLetters) names.add(text);
  } else if (typeof answer === 'object' && answer !== null) {
    for (const inner of Object.values(answer)) namesIn(inner, names);
  }
  return names;
}

/** A name as lists shorten it: what all begin or end with is left out, or its middle. */
const isShortened = (text: string, name: string): boolean => {
  const parts = text.split('…').filter((part) => part !== '');
  const ends = parts.length === 1 ? parts : [parts[0] ?? '', parts.at(-1) ?? ''];
  return letters(text) >= fewestLetters && ends.every((part) => name.includes(part));
};

/** The text without the names that the API gave. Longer ones first: one name may hold another. */
export function withoutNames(text: string, names: readonly string[]): string {
  if (names.some((name) => isShortened(text, name))) return '';
  return names.reduce((rest, name) => (rest.includes(name) ? rest.replaceAll(name, ' ') : rest), text);
}
