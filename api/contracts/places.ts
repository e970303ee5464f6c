import { z } from 'zod';

/** `GET /api/v1/places`: where counties lie and which townships they have, for maps made of tiles. */
export const placesSchema = z.object({
  build: z.string(),
  counties: z.array(
    z.object({ code: z.string(), name: z.string(), longitude: z.number(), latitude: z.number() }),
  ),
  townships: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string(), county: z.string() })),
});
export type Places = z.infer<typeof placesSchema>;
