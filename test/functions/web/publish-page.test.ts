import {
  emptySite,
  publishPage,
  type SiteFile,
  type StoredObject,
} from '../../../functions/web/publish/publish-page.ts';

const NOW = new Date('2030-01-20T00:00:00Z');
const file = (key: string) => ({ key, body: Buffer.from(key) });

function site(stored: readonly StoredObject[] = []) {
  const put: SiteFile[] = [];
  const deleted: string[] = [];
  const ports = {
    async *stored() {
      yield* stored;
    },
    async put(file: SiteFile) {
      put.push(file);
    },
    async delete(key: string) {
      deleted.push(key);
    },
    now: () => NOW,
  };
  return { ports, put, deleted };
}

describe('publishing the page', () => {
  it('puts the parts before the page that asks for them, and says of each how long it may be kept', async () => {
    const { ports, put } = site();
    const files = [file('index.html'), file('assets/index-abc.js'), file('telar.svg')];
    await expect(publishPage({ files, config: { apiUrl: 'https://x' } }, ports)).resolves.toEqual({
      put: 4,
      deleted: 0,
    });

    expect(put.at(-1)).toMatchObject({
      key: 'index.html',
      contentType: 'text/html; charset=utf-8',
      cacheControl: 'no-cache',
    });
    expect(put.find(({ key }) => key.startsWith('assets/'))).toMatchObject({
      contentType: 'text/javascript; charset=utf-8',
      cacheControl: 'public, max-age=31536000, immutable',
    });
    const config = put.find(({ key }) => key === 'config.json');
    expect(config).toMatchObject({ contentType: 'application/json', cacheControl: 'no-cache' });
    expect(JSON.parse(String(config && Buffer.from(config.body)))).toEqual({ apiUrl: 'https://x' });
  });

  it('removes what is gone from the page, but not yet the parts that an open page may still fetch', async () => {
    const { ports, deleted } = site([
      { key: 'assets/old-1.js', lastModified: new Date('2030-01-01T00:00:00Z') },
      { key: 'assets/old-2.js', lastModified: new Date('2030-01-19T00:00:00Z') },
      { key: 'gone.svg', lastModified: new Date('2030-01-19T00:00:00Z') },
      { key: 'index.html', lastModified: NOW },
    ]);
    await publishPage({ files: [file('index.html')], config: {} }, ports);
    expect(deleted).toEqual(['assets/old-1.js', 'gone.svg']);
  });

  it('names a file that it does not know how to serve, before anything is put', async () => {
    const { ports, put } = site();
    const publishing = publishPage({ files: [file('index.html'), file('data.bin')], config: {} }, ports);
    await expect(publishing).rejects.toThrow(/^data\.bin: bin is none of css, /);
    expect(put).toEqual([]);
  });

  it('leaves nothing behind when the site is taken down', async () => {
    const { ports, deleted } = site([{ key: 'a.js', lastModified: NOW }]);
    await emptySite(ports);
    expect(deleted).toEqual(['a.js']);
  });
});
