export function textFaults(): { texts: number; faults: string[] };
export function overflow(): { x: number; y: number };
export function smallTexts(floor: number): string[];
export function tileFaults(): string[];
