import { stat } from 'node:fs/promises';
import { readTokens } from '../../warehouse/access/tokens.ts';
import type { Home } from '../../warehouse/home.ts';
import { TokenAccess } from './access.ts';

/** The tokens of a home, followed: one that is made or revoked counts from the next look on. */
export class WatchedTokens {
  readonly access = new TokenAccess();
  readonly #home: Home;
  readonly #onError: (error: unknown) => void;
  #seen: number | null = null;

  constructor(home: Home, onError: (error: unknown) => void) {
    this.#home = home;
    this.#onError = onError;
  }

  /** Reads the tokens when their file has changed; a file that cannot be read opens nothing. */
  async look(): Promise<void> {
    try {
      const changed = await stat(this.#home.tokens).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      );
      if (changed === this.#seen) return;
      this.access.replace(await readTokens(this.#home));
      this.#seen = changed;
    } catch (error) {
      this.access.replace([]);
      this.#seen = null;
      this.#onError(error);
    }
  }
}
