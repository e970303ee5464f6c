import { InvalidArgumentError, type Command } from 'commander';
import { homeOf, UsageError } from '../housekeeping.ts';
import {
  createToken,
  readTokens,
  revokeToken,
  scopes,
  TokenError,
  type Scope,
} from '../warehouse/access/tokens.ts';
import type { CommandDeps } from './command-deps.ts';

function scopesOf(text: string): Scope[] {
  return text.split(/[,，]/).map((name) => {
    const scope = scopes.find((one) => one === name.trim());
    if (!scope) throw new InvalidArgumentError(`范围应为 ${scopes.join('、')}，多个用逗号分隔`);
    return scope;
  });
}

/** A wrong name is wrong use of the command. */
async function orUsage<T>(work: Promise<T>): Promise<T> {
  return work.catch((error: unknown) => {
    throw error instanceof TokenError ? new UsageError(error.message) : error;
  });
}

/** `cockpit token …`: who may read the cockpit when COCKPIT_ACCESS=token. */
export function addTokenCommands(command: Command, deps: CommandDeps): void {
  const group = command.command('token').description('只读访问令牌：签发、列出、吊销');
  const { clock, say } = deps;
  const home = homeOf(deps);
  group
    .command('create <name>')
    .description('签发一个令牌；只显示这一次')
    .requiredOption('--scope <scopes>', `可读范围：${scopes.join('、')}，多个用逗号分隔`, scopesOf)
    .action(async (name: string, options: { scope: Scope[] }) => {
      const token = await orUsage(createToken(home, { name, scopes: options.scope }, clock()));
      say(token);
      if (deps.settings.COCKPIT_ACCESS !== 'token')
        say('提示：当前 COCKPIT_ACCESS=open，无需令牌；设为 token 后生效');
    });
  group
    .command('list')
    .description('列出全部令牌（不含令牌本身）')
    .action(async () => {
      for (const { name, scopes: own, createdAt, revokedAt } of await readTokens(home))
        say(
          `${name}  ${own.join(',')}  ${createdAt}  ${revokedAt === null ? '有效' : `已吊销 ${revokedAt}`}`,
        );
    });
  group
    .command('revoke <name>')
    .description('吊销一个令牌，立即失效')
    .action(async (name: string) => {
      await orUsage(revokeToken(home, name, clock()));
      say(`已吊销令牌“${name}”`);
    });
}
