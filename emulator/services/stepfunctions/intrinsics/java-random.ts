/**
 * The first `nextDouble()` of `new java.util.Random(seed)`, in [0, 1): what AWS answers for a seeded random number.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Random.html
 */
export function javaRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const bits = (count: bigint) => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return state >> (48n - count);
  };
  const high = bits(26n);
  return Number((high << 27n) + bits(27n)) / 2 ** 53;
}

const MULTIPLIER = 0x5deece66dn;
const MASK = (1n << 48n) - 1n;
