/** Digits that are no figure: what they are, how they are written, and where. */
export interface NoFigure {
  readonly what: string;
  readonly pattern: RegExp;
  readonly scope: string;
}

export const noFigures: readonly NoFigure[] = [
  {
    what: 'the code that pairs a phone, and how long it holds',
    pattern: /[A-Z\d]{6,12}|\d+ 秒后更换/gu,
    scope: 'dialog .code',
  },
  { what: 'the address of the phone’s page', pattern: /https?:\/\/\S+/gu, scope: 'dialog .address' },
  { what: 'the address to listen on', pattern: /0\.0\.0\.0/gu, scope: 'dialog .loopback' },
  { what: 'how long ago the server was heard of', pattern: /^\d+ 秒前$/gu, scope: 'header.head .age' },
];

/** Times are written as such: of a year, a month, a day or the clock, which they have to agree with. */
const times = /^(?:(?:19|20)\d{2}(?:-\d{2}){0,2}|\d{2}:\d{2}:\d{2})$/u;

const digitsOf = (text: string): string => text.replaceAll(/\D/gu, '');

export const isTime = (text: string, datetime: string): boolean =>
  times.test(datetime) && digitsOf(datetime).endsWith(digitsOf(text));
