export function textFaults(): { texts: number; faults: string[] };
export function overflow(): { x: number; y: number };
