import { z } from 'zod';

/** The presenter's phone and the wall it leads: `/api/v1/remote/…`. A wall names itself by a random UUID nobody can guess. */
export const wallIdSchema = z.uuid('应为大屏自己的编号（UUID）；请刷新大屏页面');

const text = z.string().min(1).max(200);
const question = z.string().min(1).max(600);

export const remoteCommandSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.enum(['previous', 'next', 'pause', 'resume', 'close']) }),
  z.strictObject({ do: z.literal('scene'), scene: text }),
  /** Opens a figure; the question is the key the wall named it by. */
  z.strictObject({ do: z.literal('open'), question }),
  /** Dims all tiles but one; null lights all again. */
  z.strictObject({ do: z.literal('spotlight'), tile: text.nullable() }),
  /** Everything is closed and lit, and the wall goes round by itself. */
  z.strictObject({ do: z.literal('rotation') }),
]);
export type RemoteCommand = z.infer<typeof remoteCommandSchema>;

/** What the wall shows, for the phone to choose from. */
export const wallViewSchema = z.strictObject({
  scene: text,
  scenes: z.array(z.strictObject({ id: text, title: text })).max(30),
  isMoving: z.boolean(),
  spotlight: text.nullable(),
  isOpen: z.boolean(),
  tiles: z
    .array(
      z.strictObject({
        title: text,
        figures: z.array(z.strictObject({ name: text, reading: z.string().max(80), question })).max(200),
      }),
    )
    .max(60),
});
export type WallView = z.infer<typeof wallViewSchema>;

/** `GET /remote/walls/{wall}/events`, server-sent under the name `remote`. */
export const remoteEventSchema = z.discriminatedUnion('kind', [
  /** Nobody leads the wall; the code pairs one phone, until it expires. */
  z.object({ kind: z.literal('free'), code: z.string(), expiresAt: z.iso.datetime() }),
  z.object({ kind: z.literal('held'), by: z.string(), since: z.iso.datetime() }),
  z.object({ kind: z.literal('command'), command: remoteCommandSchema }),
]);
export type RemoteEvent = z.infer<typeof remoteEventSchema>;

/** `POST /remote/views`: the wall says what it shows. */
export const viewReportSchema = z.strictObject({ wall: wallIdSchema, view: wallViewSchema });
/** `POST /remote/releases`: somebody at the wall takes it back. */
export const releaseSchema = z.strictObject({ wall: wallIdSchema });
/** `POST /remote/pairings`: a phone asks to lead. */
export const pairingSchema = z.strictObject({
  code: z
    .string('应为大屏上的配对码')
    .trim()
    .toUpperCase()
    .min(1, '不能为空；应为大屏上的配对码')
    .max(20, '过长；应为大屏上的配对码'),
  /** Who it is, as the wall shows it. */
  name: z.string('应为您的称呼').trim().min(1, '不能为空；请填写您的称呼').max(20, '最多 20 个字'),
});
export const pairedSchema = z.object({ token: z.string(), view: wallViewSchema.nullable() });
export type Paired = z.infer<typeof pairedSchema>;
/** `POST /remote/commands`: a command, or null only to say that the phone is still there; every few seconds. */
export const commandRequestSchema = z.strictObject({
  token: z.string('应为配对时得到的令牌').min(1, '应为配对时得到的令牌').max(100, '应为配对时得到的令牌'),
  command: z
    .union([remoteCommandSchema, z.strictObject({ do: z.literal('leave') })], {
      error:
        '应为 null 或一条指令，如 {"do":"next"}、{"do":"scene","scene":"audit"}；指令见 /api/v1/openapi.json',
    })
    .nullable(),
});
export const heldSchema = z.object({ view: wallViewSchema.nullable() });
export type Held = z.infer<typeof heldSchema>;
