/**
 * exp, ln, pow and the error function that give the same bits on every machine: JavaScript leaves the accuracy of `Math.exp` and its like
 * to the engine, and compilers may fuse multiplications differently from processor to processor. These are FreeBSD's
 * msun in plain JavaScript arithmetic, which IEEE 754 fixes. `Math.sqrt` is exact by the standard of the language's
 * engines (correctly rounded in hardware), and `+ − × ÷` are exact by IEEE 754.
 */
import complementaryError from '@stdlib/math-base-special-erfc';
import exponential from '@stdlib/math-base-special-exp';
import logarithm from '@stdlib/math-base-special-ln';
import power from '@stdlib/math-base-special-pow';

export const exp = (x: number): number => exponential(x);
export const ln = (x: number): number => logarithm(x);
/** The standard normal's upper tail, with all its digits however small. */
export const upperTail = (z: number): number => complementaryError(z / Math.SQRT2) / 2;
export const pow = (base: number, exponent: number): number => power(base, exponent);
