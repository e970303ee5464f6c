import { widthOf } from '../figures/text-width.ts';

/**
 * The parts of a caption that fit on one line, the first always among them. Pure.
 * @param room width of the line in em; zero where it is not known
 */
export function fittingParts(parts: readonly string[], separator: string, room: number): readonly string[] {
  if (room <= 0) return parts;
  for (let count = parts.length; count > 1; count -= 1) {
    const kept = parts.slice(0, count);
    if (widthOf(kept.join(separator)) <= room) return kept;
  }
  return parts.slice(0, 1);
}
