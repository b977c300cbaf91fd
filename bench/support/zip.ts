import { buffer } from 'node:stream/consumers';
import yazl from 'yazl';

/** A package of a function, from the texts of its files. */
export function zipOf(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new yazl.ZipFile();
  for (const [name, text] of Object.entries(files)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}
