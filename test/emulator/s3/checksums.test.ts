import {
  ALGORITHM_NAMES,
  ALGORITHMS,
  definitionOf,
  wholeChecksum,
} from '../../../emulator/services/s3/checksums/algorithms.ts';

const digest = (algorithm: keyof typeof ALGORITHMS, ...chunks: Uint8Array[]) => {
  const made = ALGORITHMS[algorithm].create();
  for (const chunk of chunks) made.update(chunk);
  return made.digest();
};

describe('checksums', () => {
  // The check values of https://reveng.sourceforge.io/crc-catalogue/ for the text 123456789.
  it.each([
    ['CRC32', 'cbf43926'],
    ['CRC32C', 'e3069283'],
    ['CRC64NVME', 'ae8b14860a799888'],
  ] as const)('%s of 123456789 is the check value of the catalogue', (algorithm, expected) => {
    expect(digest(algorithm, Buffer.from('123456789')).toString('hex')).toBe(expected);
  });

  it.each(ALGORITHM_NAMES)('%s does not depend on how the bytes are cut', (algorithm) => {
    const bytes = Uint8Array.from({ length: 1_000 }, (_, index) => (index * 31) % 256);
    const whole = digest(algorithm, bytes);
    for (const cut of [0, 1, 7, 8, 9, 500, 999]) {
      expect(digest(algorithm, bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    }
    expect(whole).toHaveLength(ALGORITHMS[algorithm].bytes);
  });

  it.each(ALGORITHM_NAMES.filter((name) => definitionOf(name).crc))(
    'the %s of a whole follows from those of its parts',
    (algorithm) => {
      const bytes = Uint8Array.from({ length: 10_000 }, (_, index) => (index * 7 + 3) % 256);
      const parts = [bytes.subarray(0, 4_096), bytes.subarray(4_096, 4_097), bytes.subarray(4_097)];
      const combined = wholeChecksum(
        algorithm,
        parts.map((part) => ({ checksum: digest(algorithm, part), size: part.length })),
      );
      expect(combined).toEqual(digest(algorithm, bytes));
    },
  );
});
