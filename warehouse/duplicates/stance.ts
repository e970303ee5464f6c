/** What a text wants done with its subject. */
export type Stance = 'forbid' | 'allow' | 'none';

/** Ends something, or keeps it from happening. */
const forbidding =
  /禁止|严禁|禁放|禁燃|禁行|禁停|取消|取缔|关停|关闭|停办|撤销|撤除|拆除|反对|抵制|停止|叫停|杜绝|不应|不要|不得|清退|限制/gu;
/** Lets it be, makes it better, or brings more of it. */
const allowing =
  /规范|放开|开放|允许|恢复|保留|支持|鼓励|增设|增加|新建|新增|加强管理|完善|优化|推广|扩大|引进|开通|延长|解禁|解除/gu;

const mentions = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

/**
 * The stance of a title, the plainest statement of what is wanted. Both or neither is no stance: 取消限制, 禁止并规范.
 */
export function stanceOf(title: string): Stance {
  const against = mentions(title, forbidding);
  const inFavour = mentions(title, allowing);
  if (against > 0 === inFavour > 0) return 'none';
  return against > 0 ? 'forbid' : 'allow';
}

export function opposed(a: Stance, b: Stance): boolean {
  return a !== 'none' && b !== 'none' && a !== b;
}
