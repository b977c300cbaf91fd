/** The polynomial of the NVM Express checksum, bits reversed (NVM Command Set specification, section 5.2.1.3.4). */
export const CRC64NVME_POLYNOMIAL = 0x9a6c9329ac4bc9b5n;

const SLICES = 8;
const LOW_WORD = 0xffff_ffffn;
const { low: lowTable, high: highTable } = makeTables();

/** Eight tables, as in `crc32c.ts`, each entry in two halves: arithmetic on BigInt would be a hundred times slower. */
function makeTables(): { low: Uint32Array; high: Uint32Array } {
  const made: bigint[] = [];
  for (let byte = 0n; byte < 256n; byte += 1n) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 1n ? (crc >> 1n) ^ CRC64NVME_POLYNOMIAL : crc >> 1n;
    made.push(crc);
  }
  for (let index = 256; index < 256 * SLICES; index += 1) {
    const previous = made[index - 256] as bigint;
    made.push((previous >> 8n) ^ (made[Number(previous & 0xffn)] as bigint));
  }
  return {
    low: Uint32Array.from(made, (entry) => Number(entry & LOW_WORD)),
    high: Uint32Array.from(made, (entry) => Number(entry >> 32n)),
  };
}

/** CRC-64/NVME of bytes that come in pieces. */
export class Crc64Nvme {
  #low = ~0;
  #high = ~0;

  update(bytes: Uint8Array): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    for (const last = bytes.length - SLICES; at <= last; at += SLICES) {
      this.#fold(view.getUint32(at, true) ^ this.#low, view.getUint32(at + 4, true) ^ this.#high);
    }
    for (; at < bytes.length; at += 1) this.#byte(bytes[at] as number);
  }

  /** The checksum as eight bytes, most significant first. */
  digest(): Buffer {
    const digest = Buffer.alloc(8);
    digest.writeUInt32BE(~this.#high >>> 0, 0);
    digest.writeUInt32BE(~this.#low >>> 0, 4);
    return digest;
  }

  #fold(first: number, second: number): void {
    const a = 1792 + (first & 0xff);
    const b = 1536 + ((first >>> 8) & 0xff);
    const c = 1280 + ((first >>> 16) & 0xff);
    const d = 1024 + (first >>> 24);
    const e = 768 + (second & 0xff);
    const f = 512 + ((second >>> 8) & 0xff);
    const g = 256 + ((second >>> 16) & 0xff);
    const h = second >>> 24;
    this.#low = xor(lowTable, a, b, c, d, e, f, g, h);
    this.#high = xor(highTable, a, b, c, d, e, f, g, h);
  }

  #byte(byte: number): void {
    const index = (this.#low ^ byte) & 0xff;
    const shifted = (this.#low >>> 8) | (this.#high << 24);
    this.#low = shifted ^ (lowTable[index] as number);
    this.#high = (this.#high >>> 8) ^ (highTable[index] as number);
  }
}

// Written out: a loop over eight indices costs three times as much here.
function xor(t: Uint32Array, a: number, b: number, c: number, d: number, e: number, f: number, g: number, h: number) {
  const left = (t[a] as number) ^ (t[b] as number) ^ (t[c] as number) ^ (t[d] as number);
  return left ^ (t[e] as number) ^ (t[f] as number) ^ (t[g] as number) ^ (t[h] as number);
}
