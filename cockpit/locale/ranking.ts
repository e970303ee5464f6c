/** Words of lists of bars. */
export const rankingTexts = {
  severe: '严重',
  notice: '关注',
  shown: (shown: number, all: number) => (all > shown ? `${shown}/${all}` : ''),
} as const;
