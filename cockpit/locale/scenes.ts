/** The wall's scenes: what each is called, and the question it answers. */
export const sceneTexts = {
  overview: { title: '总览', question: '钱和事，现在怎么样？' },
} as const;
