import type { Dice } from './dice.ts';
import type { Line } from './spending-lines.ts';

const first =
  '青灯 榕荫 南塘河 雁影 瓯柑 江心 白鹿 楠溪 泽雅 飞云渡 鳌江潮 望海 石桅 百丈 铜铃 玉苍 五马 松台 九山 会昌';
const second =
  '拾光 听雨 知秋 行舟 抱朴 归帆 问津 观澜 采薇 长风 明月 清渠 远山 春晖 暮云 初晴 凌霄 栖霞 听涛 望岳';
const trades: Readonly<Record<string, readonly string[]>> = {
  works: ['建设工程', '市政工程', '建筑安装', '水利工程', '园林工程', '装饰工程'],
  digital: ['信息技术', '软件', '网络科技', '数据服务', '智能科技'],
  goods: ['办公用品', '仪器设备', '教学设备', '医疗器械', '后勤服务', '印务'],
  service: ['咨询服务', '检测技术', '文化传播', '会务服务', '物业服务', '人力资源'],
  firm: ['鞋业', '电气', '汽配', '服饰', '阀门', '眼镜', '食品', '包装'],
};

const namesFirst = first.split(' ');
const namesSecond = second.split(' ');

/** A made-up company: every one carries （示例） in its name, so nobody can take it for a real firm. */
export function companyName(dice: Dice, trade: keyof typeof trades): string {
  return `温州${dice.pick(namesFirst)}${dice.pick(namesSecond)}（示例）${dice.pick(trades[trade] ?? ['贸易'])}有限公司`;
}

function tradeOf(economic: string): string {
  if (/^(309|310)/.test(economic))
    return economic.endsWith('07') ? 'digital' : /0[23]$/.test(economic) ? 'goods' : 'works';
  if (economic.startsWith('312')) return 'firm';
  if (economic === '30201') return 'goods';
  return 'service';
}

/** The payees a line chooses from: a few firms of its trade, or one account for staff, benefits, funds, interest. */
export function payeesOf(line: Line, dice: Dice): readonly string[] {
  const { economic, department } = line;
  if (economic === '30701') return ['省政府债券还本付息专户'];
  if (economic.startsWith('301')) return [`${department.name}工资代发专户`];
  if (economic.startsWith('313')) return [`${department.area.name}社会保障基金财政专户`];
  if (economic.startsWith('303')) return ['个人补助代发专户（惠民惠农）'];
  if (economic === '30211' || economic === '30217' || economic === '30239')
    return [`${department.name}公务卡还款专户`];
  const trade = tradeOf(economic);
  return Array.from({ length: 6 }, () => companyName(dice, trade));
}
