import { hashOf, type AccessToken, type Scope } from '../../warehouse/access/tokens.ts';
import { mayOpen } from './scopes.ts';

export type Admission = 'admitted' | 'unknown' | 'forbidden';

/** Who may read what. */
export interface Access {
  /**
   * @param authorization the header of that name
   * @param path without the query
   */
  admit(authorization: string | undefined, path: string): Admission;
  /** Calls `listener` whenever who may read what has changed. */
  onChange(listener: () => void): void;
}

/** Everybody may read everything: for a server that only this machine can reach. */
export const openAccess: Access = { admit: () => 'admitted', onChange: () => undefined };

/** The token of `Bearer <token>`, or the password of `Basic`, which is what browsers ask people for. */
function tokenOf(authorization: string): string | null {
  const [scheme = '', credentials = ''] = authorization.split(' ', 2);
  if (/^bearer$/i.test(scheme)) return credentials;
  if (!/^basic$/i.test(scheme)) return null;
  const pair = Buffer.from(credentials, 'base64').toString('utf8');
  return pair.slice(pair.indexOf(':') + 1);
}

/** Who shows a token in force reads what its scopes open. */
export class TokenAccess implements Access {
  #scopes = new Map<string, readonly Scope[]>();
  readonly #listeners: (() => void)[] = [];

  /** Takes the tokens there are now; a revoked one no longer opens anything. */
  replace(tokens: readonly AccessToken[]): void {
    this.#scopes = new Map(
      tokens.filter(({ revokedAt }) => revokedAt === null).map(({ hash, scopes }) => [hash, scopes]),
    );
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): void {
    this.#listeners.push(listener);
  }

  admit(authorization: string | undefined, path: string): Admission {
    const token = authorization === undefined ? null : tokenOf(authorization);
    // Tokens are looked up by their hash: how long that takes tells nothing about the ones there are.
    const scopes = token === null ? undefined : this.#scopes.get(hashOf(token));
    if (scopes === undefined) return 'unknown';
    return mayOpen(scopes, path) ? 'admitted' : 'forbidden';
  }
}
