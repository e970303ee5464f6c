import { isIP } from 'node:net';
import { z } from 'zod';

z.config(z.locales.zhCN());

const whole = (low: number, high: number) => z.coerce.number().int().min(low).max(high);

const hostSchema = z
  .string()
  .refine(
    (host) => isIP(host) !== 0 || /^[a-z\d]([a-z\d-]*[a-z\d])?(\.[a-z\d]([a-z\d-]*[a-z\d])?)*$/i.test(host),
    {
      message: '应为 IP 地址或主机名，如 127.0.0.1',
    },
  );

/** Every setting of the house: environment variables, with their defaults. The README lists the same. */
export const settingsSchema = z.object({
  COCKPIT_HOME: z.string().min(1).default('.cockpit'),
  HOST: hostSchema.default('127.0.0.1'),
  PORT: whole(0, 65_535).default(8080),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  COCKPIT_MAX_REJECT_SHARE: z.coerce.number().min(0).max(1).default(0.05),
  COCKPIT_PARSE_SECONDS: whole(1, 3_600).default(60),
  COCKPIT_PARSE_MEMORY_MB: whole(128, 65_536).default(1_024),
  COCKPIT_KEEP_BUILDS: whole(1, 1_000).default(5),
  COCKPIT_PAYMENTS: whole(2_000, 100_000_000).default(250_000),
  COCKPIT_ACCESS: z.enum(['open', 'token']).default('open'),
  COCKPIT_OPEN_TO_NETWORK: z.enum(['no', 'yes']).default('no'),
  COCKPIT_QUERY_TIMEOUT_MS: whole(100, 600_000).default(10_000),
  COCKPIT_EMBEDDINGS_URL: z
    .url({ protocol: /^https?$/, message: '应为 http(s) 地址，直到 /v1，如 http://10.0.0.8:8000/v1' })
    .optional(),
  COCKPIT_EMBEDDINGS_MODEL: z.string().min(1).default('bge-small-zh-v1.5'),
  COCKPIT_EMBEDDINGS_KEY: z.string().optional(),
  COCKPIT_EMBEDDINGS_ONNX: z.string().min(1).optional(),
  COCKPIT_EMBEDDINGS_MODULE: z.string().min(1).default('@huggingface/transformers'),
  COCKPIT_EMBEDDINGS_BUDGET_MS: whole(10, 10_000).default(150),
  COCKPIT_REQUESTS_PER_MINUTE: whole(1, 1_000_000).default(1_200),
  COCKPIT_JOBS: z.enum(['on', 'off']).default('on'),
  COCKPIT_QUIET_SECONDS: whole(0, 3_600).default(10),
  COCKPIT_BACKUP_DIR: z.string().min(1).optional(),
  COCKPIT_KEEP_BACKUPS: whole(1, 1_000).default(14),
  COCKPIT_KEEP_REFUSED_DAYS: whole(30, 36_500).default(1_095),
  COCKPIT_METRICS_PORT: whole(1, 65_535).optional(),
  COCKPIT_METRICS_HOST: hostSchema.default('127.0.0.1'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** A setting that cannot be used; the message names it, what it is and what it may be. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/** @throws SettingsError */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.keys(settingsSchema.shape).flatMap((name) => {
      const value = environment[name]?.trim();
      return value ? [[name, value]] : [];
    }),
  );
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return `环境变量 ${name}=“${given[name] ?? ''}” 无法使用：${issue.message}`;
  });
  throw new SettingsError(lines.join('\n'));
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/**
 * A server that others can reach and that asks for nothing has to be wanted twice.
 * @throws SettingsError
 */
export function checkAccess({ HOST, COCKPIT_ACCESS, COCKPIT_OPEN_TO_NETWORK }: Settings): void {
  if (COCKPIT_ACCESS === 'token' || isLoopback(HOST) || COCKPIT_OPEN_TO_NETWORK === 'yes') return;
  throw new SettingsError(
    `HOST=“${HOST}” 可从其他机器访问，而 COCKPIT_ACCESS=open 不要求令牌。请设 COCKPIT_ACCESS=token 并用 cockpit token create 签发令牌；确要对网络上所有人开放，请另设 COCKPIT_OPEN_TO_NETWORK=yes`,
  );
}
