/** The wall's sizes of type in units, largest first, as theme/tokens.css has them (a test compares the two). */
export const typeScale = { lead: 78, figure: 46, title: 25, body: 18.5, note: 16 } as const;

/** What the two small sizes may be at the least, CSS pixels: on a laptop the wall is small. */
export const leastPixels = { body: 12, note: 11.5 } as const;
