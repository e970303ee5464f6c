/** Smallest angle under which a glyph is read with ease, minutes of arc (ISO 9241-303: 16 at the least, 20–22 at best). */
export const leastArcMinutes = 16;

/** Height of a digit of Noto Sans SC as a share of its em; hanzi are taller, so digits are what a floor is made for. */
export const digitShare = 0.733;

const radians = (arcMinutes: number): number => (arcMinutes / 60) * (Math.PI / 180);

/** Height under which something is seen at an angle from a distance, millimetres. */
export const heightAt = (metres: number, arcMinutes = leastArcMinutes): number =>
  2 * metres * 1_000 * Math.tan(radians(arcMinutes) / 2);

/**
 * The smallest type that the farthest viewer reads, CSS pixels of its em.
 * @param metres between the screen and the farthest viewer
 * @param pitch millimetres from one CSS pixel to the next
 */
export const smallestType = (metres: number, pitch: number): number => heightAt(metres) / digitShare / pitch;

/** From how far type of this size is still read, metres. */
export const readableFrom = (pixels: number, pitch: number): number =>
  (pixels * pitch * digitShare) / (2 * 1_000 * Math.tan(radians(leastArcMinutes) / 2));

/** The angle of a digit of this type, minutes of arc. */
export const anglesOf = (pixels: number, pitch: number, metres: number): number =>
  2 * Math.atan((pixels * pitch * digitShare) / (2 * metres * 1_000)) * (180 / Math.PI) * 60;
