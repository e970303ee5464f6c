export const rooms: Readonly<Record<string, readonly string[]>>;
export function roomOf(path: string): string | undefined;
export function objection(from: string, to: string): string | undefined;
export function packageObjection(from: string, name: string): string | undefined;
