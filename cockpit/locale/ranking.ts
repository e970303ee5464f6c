/** Words of lists of bars. */
export const rankingTexts = {
  severe: '严重',
  notice: '关注',
  amounts: (unit: string) => `金额：${unit}`,
  shown: (shown: number, all: number) => (all > shown ? `前 ${shown}/${all}` : ''),
} as const;
