/** The calibration page of the wall. */
export const calibrateTexts = {
  title: '大屏校准',
  hint: '圆应是正圆，四边的线应贴着屏幕边缘，网格处处均匀；红色虚线应落在拼缝上。',
  window: (width: number, height: number) => `窗口 ${width} × ${height}`,
  output: (width: number, height: number) => `显示配置输出 ${width} × ${height}`,
  differs: '窗口与显示配置的输出不同：请检查系统缩放与浏览器全屏。字号仍按实际窗口计算。',
  noProfile: (known: string) => `没有选显示配置。在网址后加 ?profile=，可用的有：${known}`,
  profile: (name: string, width: string, height: string) => `${name}，画面 ${width} × ${height} 米`,
  viewer: (metres: string) => `最远观众 ${metres} 米`,
  layout: { wall: '三列', wide: '四列', ultra: '五列', portrait: '两列竖屏', stack: '滚动', page: '页面' },
  unit: (pixels: string, type: string) => `单位 ${pixels} 像素，字号 × ${type}`,
  scale: '大屏的五种字号',
  sizes: { lead: '主数字', figure: '数字', title: '标题', body: '正文', note: '注释' },
  readable: (pixels: string, angle: string, metres: string) =>
    `${pixels} 像素，最远观众看来 ${angle} 角分，${metres} 米内可读`,
  ladder: '各距离上读得清的最小字',
  rung: (metres: number) => `站在 ${metres} 米处应能读出这一行 0123456789`,
} as const;
