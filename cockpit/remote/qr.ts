import { correction, generate } from 'lean-qr';

/** A QR code as one path of unit squares; `size` with the quiet zone of four modules a reader needs. */
export interface QrPath {
  readonly path: string;
  readonly size: number;
}

const quiet = 4;

export function qrPath(text: string): QrPath {
  const code = generate(text, { minCorrectionLevel: correction.M });
  const squares: string[] = [];
  for (let y = 0; y < code.size; y += 1)
    for (let x = 0; x < code.size; x += 1)
      if (code.get(x, y)) squares.push(`M${x + quiet} ${y + quiet}h1v1h-1z`);
  return { path: squares.join(''), size: code.size + 2 * quiet };
}
