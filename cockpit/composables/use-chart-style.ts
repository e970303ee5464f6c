import { computed } from 'vue';
import type { ComputedRef } from 'vue';
import { readPalette } from '../charts/read-palette.ts';
import type { Palette } from '../charts/palette.ts';
import { useNavigation } from './use-address.ts';
import { leastPixels, typeScale } from '../theme/type-scale.ts';
import { useGeometry } from './use-geometry.ts';

export interface ChartStyle {
  readonly palette: Palette;
  readonly u: number;
  readonly text: number;
  readonly family: string;
}

/** Note-size text of a chart on a page that scrolls, CSS pixels. */
const stacked = 13;

/** Colours and lengths of charts, computed anew when the theme or the screen changes. */
export function useChartStyle(): ComputedRef<ChartStyle> {
  const { address } = useNavigation();
  const geometry = useGeometry();
  return computed(() => {
    const { layout, u, type } = geometry.value;
    const isPage = layout === 'stack' || layout === 'page';
    return {
      palette: readPalette(address.value.theme),
      u,
      text: isPage ? stacked : Math.max(typeScale.note * u, leastPixels.note) * type,
      family: getComputedStyle(document.documentElement).getPropertyValue('--family').trim() || 'sans-serif',
    };
  });
}
