/** The colours a chart needs, taken from the theme's tokens. */
export interface Palette {
  readonly theme: 'dark' | 'light';
  readonly ground: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly line: string;
  readonly gold: string;
  readonly revenue: string;
  readonly expenditure: string;
  /** What waits for somebody: its letters, and its lines and areas. */
  readonly alert: string;
  readonly alertBar: string;
  /** Earlier years, the latest first. */
  readonly past: readonly [string, string, string];
}

export function paletteFrom(theme: Palette['theme'], token: (name: string) => string): Palette {
  return {
    theme,
    ground: token('--ground'),
    ink: token('--ink'),
    ink2: token('--ink-2'),
    ink3: token('--ink-3'),
    line: token('--line'),
    gold: token('--gold'),
    revenue: token('--revenue'),
    expenditure: token('--expenditure'),
    alert: token('--alert'),
    alertBar: token('--alert-bar'),
    past: [token('--past-1'), token('--past-2'), token('--past-3')],
  };
}
