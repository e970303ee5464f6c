import type { LocationQuery } from 'vue-router';

/** What the address says of the wall itself: `/screen?scene=audit&profile=3840x2160&kiosk`. */
export interface WallAddress {
  readonly scene: string | null;
  readonly profile: string | null;
  /** A screen without keyboard and mouse: no pointer, no buttons that nobody reaches. */
  readonly kiosk: boolean;
  /** `rotate=off` stays where it is. */
  readonly rotates: boolean;
  /** `qr=on`: the code that pairs a phone is always there, for a wall that nobody can touch. */
  readonly showsCode: boolean;
  /** `dwell=5`: seconds every scene stays, instead of its own; null without it. */
  readonly dwell: number | null;
}

const one = (value: LocationQuery[string] | undefined): string | null | undefined =>
  Array.isArray(value) ? value[0] : value;

export function wallAddressOf(query: LocationQuery): WallAddress {
  const kiosk = one(query.kiosk);
  const dwell = Number(one(query.dwell) ?? Number.NaN);
  return {
    scene: one(query.scene) ?? null,
    profile: one(query.profile) ?? null,
    kiosk: kiosk !== undefined && kiosk !== '0' && kiosk !== 'off',
    rotates: one(query.rotate) !== 'off',
    showsCode: one(query.qr) === 'on',
    dwell: dwell >= 1 && dwell <= 3_600 ? dwell : null,
  };
}
