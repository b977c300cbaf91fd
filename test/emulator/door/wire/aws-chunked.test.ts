import { Readable } from 'node:stream';
import { AwsChunkedDecoder, isAwsChunked } from '../../../../emulator/door/wire/aws-chunked.ts';

const UNSIGNED = '5\r\nhello\r\n6\r\n world\r\n0\r\nx-amz-checksum-crc32:DUoRhQ==\r\n\r\n';
const SIGNED = `5;chunk-signature=${'a'.repeat(64)}\r\nhello\r\n0;chunk-signature=${'b'.repeat(64)}\r\n\r\n`;

async function decode(chunks: readonly Buffer[]) {
  const decoder = Readable.from(chunks).pipe(new AwsChunkedDecoder());
  const body: Buffer[] = [];
  for await (const chunk of decoder) body.push(chunk);
  return { text: Buffer.concat(body).toString(), trailers: await decoder.trailers };
}

const cut = (text: string, size: number) =>
  (text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? []).map((part) => Buffer.from(part));

describe('aws-chunked', () => {
  it.each([1, 2, 3, 7, 1_000])('decodes data and trailers of a body that arrives %d bytes at a time', async (size) => {
    expect(await decode(cut(UNSIGNED, size))).toEqual({
      text: 'hello world',
      trailers: { 'x-amz-checksum-crc32': 'DUoRhQ==' },
    });
  });

  it('accepts signed chunks', async () => {
    expect(await decode([Buffer.from(SIGNED)])).toEqual({ text: 'hello', trailers: {} });
  });

  it('accepts an empty body and data that looks like framing', async () => {
    expect(await decode([Buffer.from('0\r\n\r\n')])).toEqual({ text: '', trailers: {} });
    expect((await decode([Buffer.from('5\r\n0\r\n\r\n\r\n0\r\n\r\n')])).text).toBe('0\r\n\r\n');
  });

  it.each(['', '5\r\nhel', '5\r\nhello\r\n'])('refuses a body that ends after %j', async (text) => {
    await expect(decode([Buffer.from(text)])).rejects.toMatchObject({ code: 'IncompleteBody' });
  });

  it.each(['hello', 'zz\r\n', '5\r\nhelloX\r\n', '-1\r\n'])('refuses the framing of %j', async (text) => {
    await expect(decode([Buffer.from(`${text}\r\n\r\n`)])).rejects.toMatchObject({ code: 'InvalidChunkSizeError' });
  });

  it('is recognised by its content encoding or by the payload hash', () => {
    expect(isAwsChunked({ 'content-encoding': 'gzip, aws-chunked' })).toBe(true);
    expect(isAwsChunked({ 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' })).toBe(true);
    expect(isAwsChunked({ 'content-encoding': 'gzip' })).toBe(false);
  });
});
