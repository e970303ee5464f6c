/** Words of the desk: what frames its pages. A page's own words are in a file of its subject. */
export const deskTexts = {
  name: '工作台',
  home: '工作台',
  motto: '一个组合督主业',
  wall: '回到大屏',
  pages: '工作台页面',
  skip: '跳到正文',
  intro: '在这里核对、查找和办理；大屏上的每一个数，在这里都能追到底。',
  none: '还没有可用的页面。',
} as const;
