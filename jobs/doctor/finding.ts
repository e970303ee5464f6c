/** What one look at the home came to. */
export interface Finding {
  readonly subject: string;
  /** well · mind: it works, and may not for long · ill: it does not work, or something is lost. */
  readonly state: 'well' | 'mind' | 'ill';
  readonly found: string;
  /** What to do; empty when all is well. */
  readonly advice: string;
}

export const well = (subject: string, found: string): Finding => ({
  subject,
  state: 'well',
  found,
  advice: '',
});
export const mind = (subject: string, found: string, advice: string): Finding => ({
  subject,
  state: 'mind',
  found,
  advice,
});
export const ill = (subject: string, found: string, advice: string): Finding => ({
  subject,
  state: 'ill',
  found,
  advice,
});
