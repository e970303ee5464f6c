import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { readPalette } from '../charts/palette.ts';
import type { Palette } from '../charts/palette.ts';
import { useNavigation } from './use-address.ts';
import { useGeometry } from './use-geometry.ts';

export interface ChartStyle {
  readonly palette: Palette;
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

/** Note-size text of the wall in units, and the least it may be in CSS pixels: as in theme/tokens.css. */
const note = { units: 16, least: 11.5, stacked: 13 };

/** Colours and lengths of charts, computed anew when the theme or the screen changes. */
export function useChartStyle(): ComputedRef<ChartStyle> {
  const { address } = useNavigation();
  const geometry = useGeometry();
  return computed(() => {
    const { layout, u } = geometry.value;
    return {
      palette: readPalette(address.value.theme),
      u,
      text: layout === 'stack' || layout === 'page' ? note.stacked : Math.max(note.units * u, note.least),
      family: getComputedStyle(document.documentElement).getPropertyValue('--family').trim() || 'sans-serif',
    };
  });
}
