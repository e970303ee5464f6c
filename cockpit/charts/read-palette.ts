import { paletteFrom, type Palette } from './palette.ts';

/** Reads the tokens of the theme that the document wears. */
export function readPalette(theme: Palette['theme']): Palette {
  const style = getComputedStyle(document.documentElement);
  return paletteFrom(theme, (name) => style.getPropertyValue(name).trim());
}
