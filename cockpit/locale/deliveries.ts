/** What is said of a dataset that is not as it should be. */
export const deliveryTexts = {
  held: '待确认',
  missing: (period: string) => `缺 ${period}`,
  late: (period: string) => `${period} 迟报`,
  others: (count: number, toLookAt: number) =>
    toLookAt === 0 ? `另有 ${count} 项，均已接收` : `另有 ${count} 项，其中 ${toLookAt} 项待处理`,
} as const;
