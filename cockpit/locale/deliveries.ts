/** What is said of a dataset that is not as it should be. */
export const deliveryTexts = {
  held: '待确认',
  missing: (period: string) => `缺 ${period}`,
  late: (period: string) => `${period} 迟报`,
} as const;
