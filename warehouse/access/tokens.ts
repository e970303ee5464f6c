import { createHash, randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { z } from 'zod';
import { readJson, writeJson, type Home } from '../home.ts';

/** What a token opens: the wall, the desk, the phones, or everything. */
export const scopes = ['screen', 'desk', 'port', 'admin'] as const;
export type Scope = (typeof scopes)[number];

const tokenSchema = z.object({
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  /** SHA-256 of the token: 256 random bits need no slow hash. The token itself is kept nowhere. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().nullable(),
});
export type AccessToken = z.infer<typeof tokenSchema>;

const fileSchema = z.object({ tokens: z.array(tokenSchema) });

/** A token that cannot be made or taken back; the message says why. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

export async function readTokens(home: Home): Promise<AccessToken[]> {
  const read = await readJson(home.tokens);
  return read === null ? [] : fileSchema.parse(read).tokens;
}

async function writeTokens(home: Home, tokens: readonly AccessToken[]): Promise<void> {
  await writeJson(home.tokens, { tokens });
  await chmod(home.tokens, 0o600);
}

const nameShape = /^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,59}$/u;

/**
 * Makes a token and keeps its hash; what is returned is the only time it can be seen.
 * @throws TokenError when the name is taken or malformed
 */
export async function createToken(
  home: Home,
  asked: { readonly name: string; readonly scopes: readonly Scope[] },
  now: Date,
  random: (bytes: number) => Buffer = randomBytes,
): Promise<string> {
  const tokens = await readTokens(home);
  if (!nameShape.test(asked.name))
    throw new TokenError(`名称“${asked.name}”无法使用：应为 1–60 个文字、数字、空格、点、横线或下划线`);
  if (tokens.some(({ name, revokedAt }) => name === asked.name && revokedAt === null))
    throw new TokenError(`已有名为“${asked.name}”的令牌；请换一个名称，或先运行 cockpit token revoke`);
  const token = `cockpit_${random(32).toString('base64url')}`;
  await writeTokens(home, [
    ...tokens,
    {
      name: asked.name,
      scopes: [...asked.scopes],
      hash: hashOf(token),
      createdAt: now.toISOString(),
      revokedAt: null,
    },
  ]);
  return token;
}

/** @throws TokenError when no token in force has that name */
export async function revokeToken(home: Home, name: string, now: Date): Promise<void> {
  const tokens = await readTokens(home);
  const found = tokens.find((token) => token.name === name && token.revokedAt === null);
  if (!found) throw new TokenError(`没有名为“${name}”的有效令牌；cockpit token list 列出全部`);
  await writeTokens(
    home,
    tokens.map((token) => (token === found ? { ...token, revokedAt: now.toISOString() } : token)),
  );
}
