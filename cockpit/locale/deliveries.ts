/** What is said of a dataset that is not as it should be. */
export const deliveryTexts = {
  /** In the tile, where beside a long name there is room for two characters. */
  marks: { held: '待审', missing: '缺报', late: '迟报' },
  /** The same in full, for who points at it or hears it. */
  held: '有报送待人工确认',
  missing: (period: string) => `缺 ${period} 的报送`,
  late: (period: string) => `${period} 的报送迟报`,
  others: (count: number, toLookAt: boolean) =>
    toLookAt ? `另有 ${count} 项，也有待处理的` : `另有 ${count} 项，均已接收`,
} as const;
