import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { ln, pow } from './elementary.ts';

/**
 * Random numbers from a seed: xoroshiro128+, and distributions built on it in arithmetic that gives the same bits
 * everywhere. A stream is a mutable object; whoever needs an independent one asks for another seed.
 */
export interface Stream {
  /** Uniform in [0, 1). */
  readonly uniform: () => number;
  /** Standard normal (Marsaglia's polar method). */
  readonly normal: () => number;
  /** Gamma with the given shape and scale 1 (Marsaglia and Tsang 2000). */
  readonly gamma: (shape: number) => number;
  /** Beta. */
  readonly beta: (a: number, b: number) => number;
}

/** Neighbouring seeds start far apart: murmur3's finaliser. */
function scattered(seed: number): number {
  let mixed = seed | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return mixed ^ (mixed >>> 16);
}

export function streamOf(seed: number): Stream {
  const generator = xoroshiro128plus(scattered(seed));
  // The first numbers still show the seed's few bits.
  for (let skipped = 0; skipped < 16; skipped++) generator.next();
  const uniform = () => uniformFloat64(generator);
  const normal = (): number => {
    for (;;) {
      const u = 2 * uniform() - 1;
      const v = 2 * uniform() - 1;
      const s = u * u + v * v;
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * ln(s)) / s);
    }
  };
  const gamma = (shape: number): number => {
    if (shape <= 0) return 0;
    if (shape < 1) return gamma(shape + 1) * pow(1 - uniform(), 1 / shape);
    const d = shape - 1 / 3;
    const c = 1 / Math.sqrt(9 * d);
    for (;;) {
      const x = normal();
      const root = 1 + c * x;
      if (root <= 0) continue;
      const v = root * root * root;
      const u = 1 - uniform();
      if (u < 1 - 0.0331 * x * x * x * x || ln(u) < 0.5 * x * x + d * (1 - v + ln(v))) return d * v;
    }
  };
  const beta = (a: number, b: number): number => {
    const x = gamma(a);
    const y = gamma(b);
    return x + y > 0 ? x / (x + y) : 0.5;
  };
  return { uniform, normal, gamma, beta };
}

/** A seed for a stream of its own, drawn from a place in [0, 1): the same place gives the same stream. */
export function seedFrom(place: number): number {
  return Math.floor(place * 0x1_0000_0000);
}
