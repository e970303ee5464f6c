/** The wall's scenes: what each is called, and the question it answers. */
export const sceneTexts = {
  overview: { title: '总览', question: '钱和事，现在怎么样？' },
  budget: { title: '预算执行', question: '谁的钱花得慢，债借到哪了？' },
  tax: { title: '税收财源', question: '钱从哪里来，什么在变？' },
  audit: { title: '审计整改', question: '查出的问题改了没有？' },
  assets: { title: '国资·资源·项目', question: '家底怎么样，项目建到哪了？' },
  stations: { title: '基层单元', question: '民意从哪里来，哪里没有声音？' },
  suggestions: { title: '代表建议', question: '代表提的，答复了没有，满意吗？' },
  decisions: { title: '立法·民生实事', question: '在决定什么，办到哪一步了？' },
} as const;
