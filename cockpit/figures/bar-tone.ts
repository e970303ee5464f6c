/**
 * What a bar's colour says, on every scene the same: blue for what comes in and for what people do, orange for what is
 * spent, red for what waits for somebody, grey for what is only counted.
 */
export type BarTone = 'revenue' | 'expenditure' | 'alert' | 'neutral';
