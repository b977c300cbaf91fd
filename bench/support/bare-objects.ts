import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';

/**
 * A process for itself: keeps in memory what is put to a path and gives it back, whole or its first bytes, as the SDK's S3 client wants it. It
 * computes what any S3 must, the ETag and the hash that was signed, and does nothing else. Tells its parent the port it listens on.
 */
const objects = new Map<string, Buffer>();
const LAST_BYTE = /^bytes=0-(\d+)$/;
const server = createServer(async (request, response) => {
  const [path = ''] = request.url?.split('?') ?? [];
  if (request.method === 'PUT') {
    const { body, etag } = await receive(request);
    objects.set(path, body);
    response.writeHead(200, { etag, 'content-length': 0 }).end();
    return;
  }
  const whole = objects.get(path) ?? Buffer.alloc(0);
  const last = LAST_BYTE.exec(request.headers.range ?? '')?.[1];
  const body = last === undefined ? whole : whole.subarray(0, Number(last) + 1);
  const range = { 'content-range': `bytes 0-${body.length - 1}/${whole.length}` };
  response
    .writeHead(last === undefined ? 200 : 206, {
      etag: '"bare"',
      'last-modified': new Date().toUTCString(),
      'content-length': body.length,
      ...(last !== undefined && range),
    })
    .end(body);
});
server.listen(0, '127.0.0.1', () => process.send?.(server.address()));
process.on('disconnect', () => process.exit());

async function receive(request: IncomingMessage): Promise<{ body: Buffer; etag: string }> {
  const md5 = createHash('md5');
  const sha256 = createHash('sha256');
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    md5.update(chunk);
    sha256.update(chunk);
    chunks.push(chunk);
  }
  sha256.digest();
  return { body: Buffer.concat(chunks), etag: `"${md5.digest('hex')}"` };
}
