/** Width of a text in em of Noto Sans SC: a hanzi is one, a digit or a Latin letter little more than a half. */
export const widthOf = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + ((letter.codePointAt(0) ?? 0) < 0x2000 ? 0.58 : 1), 0);
