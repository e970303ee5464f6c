import { Resvg } from '@resvg/resvg-js';
import { chartFont } from '../print/report-fonts.ts';

/** Dots of a printed inch. */
const dotsPerInch = 300;

export interface ChartImage {
  readonly png: Buffer;
  /** In dots. */
  readonly width: number;
  readonly height: number;
}

/** A chart as dots fit to print at a width; Word's own reading of SVG differs from version to version. */
export function chartImage(svg: string, widthMm: number): ChartImage {
  const drawn = new Resvg(svg, {
    fitTo: { mode: 'width', value: Math.round((widthMm / 25.4) * dotsPerInch) },
    background: '#ffffff',
    font: {
      loadSystemFonts: false,
      fontFiles: [chartFont.file],
      defaultFontFamily: chartFont.family,
      sansSerifFamily: chartFont.family,
    },
  }).render();
  return { png: drawn.asPng(), width: drawn.width, height: drawn.height };
}
