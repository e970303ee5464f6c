/** What a tile shows: colour never alone, a mark says the same. */
export interface TileLook {
  /** Names the tokens `--tile-<tone>` and `--tile-<tone>-ink`. */
  readonly tone: string;
  readonly mark: string;
  readonly label: string;
  /** Said of it, and shown when pointed at. */
  readonly title: string;
  readonly href: string | null;
}
