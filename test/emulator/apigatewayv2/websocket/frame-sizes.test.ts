import { FrameSizes } from '../../../../emulator/services/apigatewayv2/websocket/frame-sizes.ts';

/** A masked frame of a client with a payload of zeros. */
function frame(length: number): Buffer {
  const mask = Buffer.alloc(4);
  if (length < 126) return Buffer.concat([Buffer.from([0x81, 0x80 | length]), mask, Buffer.alloc(length)]);
  const header = Buffer.alloc(length < 65_536 ? 4 : 10);
  header[0] = 0x81;
  header[1] = 0x80 | (length < 65_536 ? 126 : 127);
  if (length < 65_536) header.writeUInt16BE(length, 2);
  else header.writeBigUInt64BE(BigInt(length), 2);
  return Buffer.concat([header, mask, Buffer.alloc(length)]);
}

const stream = (...lengths: number[]) => Buffer.concat(lengths.map(frame));

test('frames up to the limit pass, however the stream is cut', () => {
  const bytes = stream(0, 5, 125, 126, 1_000, 3);
  for (const step of [1, 2, 3, 7, 64, bytes.length]) {
    const sizes = new FrameSizes(1_000);
    for (let at = 0; at < bytes.length; at += step) {
      expect(sizes.exceeded(bytes.subarray(at, at + step))).toBe(false);
    }
  }
});

test.each([1_001, 70_000])('a frame of %d bytes is found by its header, behind others', (length) => {
  const bytes = stream(5, 1_000, length);
  const headerEnd = stream(5, 1_000).length + (length < 65_536 ? 4 : 10);
  const sizes = new FrameSizes(1_000);
  expect(sizes.exceeded(bytes.subarray(0, headerEnd - 1))).toBe(false);
  expect(sizes.exceeded(bytes.subarray(headerEnd - 1, headerEnd))).toBe(true);
});
