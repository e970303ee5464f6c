import { z } from 'zod';
import type { Viewing } from '../../theme/geometry.ts';

const size = z.strictObject({ width: z.number().positive(), height: z.number().positive() });
const count = z.int().positive();

/** A display as it hangs on its wall: what a wall must know to be laid out for those who stand before it. */
export const profileSchema = z.strictObject({
  /** What `?profile=` says. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]*$/),
  name: z.string().min(1),
  /** Pixels that are sent to it. */
  output: size,
  /** Of the picture, millimetres. */
  physical: size,
  /** Metres from the screen to the farthest person who is to read it. */
  viewingDistance: z.number().positive().max(60),
  /** Columns of the scenes' grid: 2 upright, 3 for 16:9, 4 for 21:9, 5 for 32:9. */
  columns: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  /** Panels that it is put together from; their joints are drawn on the calibration page. */
  panels: z.strictObject({ columns: count, rows: count }).default({ columns: 1, rows: 1 }),
});
export type Profile = z.infer<typeof profileSchema>;

export const viewingOf = ({ physical, viewingDistance, columns }: Profile): Viewing => ({
  ...physical,
  distance: viewingDistance,
  columns,
});
