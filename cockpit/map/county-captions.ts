import { widthOf } from '../figures/text-width.ts';
import { placeCaptions } from './captions.ts';
import type { HexLayout } from './hex-layout.ts';
import type { PlaceWords } from './place-words.ts';

/** A county's name, and its value where it has one, and where they stand, in hexagons. */
export interface CountyCaption {
  readonly cluster: string;
  readonly name: string;
  readonly value: PlaceWords | null;
  readonly x: number;
  readonly y: number;
}

interface CaptionInput {
  readonly layout: HexLayout;
  readonly names: ReadonlyMap<string, string>;
  /** Empty where townships are what is coloured. */
  readonly values: ReadonlyMap<string, PlaceWords>;
  /** One em, in hexagons. */
  readonly letter: number;
  /** Room round the tiles, in hexagons. */
  readonly pad: { readonly x: number; readonly top: number; readonly bottom: number };
}

/** Beside a value there is no room for what every name ends with. */
const shortName = (name: string, hasValue: boolean): string =>
  hasValue && name.length > 2 ? name.slice(0, -1) : name;

/** What is written over the counties' tiles, and where. Pure. */
export function countyCaptions(input: CaptionInput): readonly CountyCaption[] {
  const { layout, names, values, letter, pad } = input;
  const written = layout.labels.map(({ cluster }) => {
    const name = shortName(names.get(cluster) ?? '', values.size > 0);
    const value = values.get(cluster) ?? null;
    return { cluster, name, value, width: widthOf(value === null ? name : `${name} ${value.text}`) * letter };
  });
  const frame = {
    left: -pad.x,
    right: layout.width + pad.x,
    top: -pad.top,
    bottom: layout.height + pad.bottom,
  };
  const places = new Map(
    placeCaptions(written, layout.tiles, letter, frame).map((place) => [place.cluster, place]),
  );
  return written.flatMap((caption) => {
    const place = places.get(caption.cluster);
    return place === undefined ? [] : [{ ...caption, x: place.x, y: place.y }];
  });
}
