import type { FilePlace } from '../../../functions/files/file-row.ts';
import { recordChanges } from '../../../functions/files/record/record-changes.ts';

const message = (messageId: string, body: unknown) => ({ messageId, body: JSON.stringify(body) });
const change = (bucket: string, key: string) => ({ id: 'e', detail: { bucket: { name: bucket }, object: { key } } });

describe('a batch of changes', () => {
  const recorded: FilePlace[] = [];
  const failures: unknown[] = [];
  const ports = {
    buckets: { 'telar-dev-originals': 'imagesOriginal' },
    async record(place: FilePlace) {
      if (place.key === 'broken') throw new Error('DynamoDB is down');
      recorded.push(place);
    },
    failed: (messageId: string, error: unknown) => failures.push([messageId, error]),
  };
  beforeEach(() => {
    recorded.length = 0;
    failures.length = 0;
  });

  it('records each file once, under what its bucket holds', async () => {
    const Records = ['1', '2'].map((id) => message(id, change('telar-dev-originals', 'niño (1).jpg')));

    expect(await recordChanges({ Records }, ports)).toEqual({ batchItemFailures: [] });
    expect(recorded).toEqual([{ bucket: 'telar-dev-originals', holds: 'imagesOriginal', key: 'niño (1).jpg' }]);
  });

  it.each([
    ['cannot be recorded', change('telar-dev-originals', 'broken')],
    ['come from somebody else’s bucket', change('other', 'a')],
    ['are no event of S3', { hello: 'world' }],
  ])('hands back, alone, messages that %s', async (_, body) => {
    const Records = [message('bad', body), message('good', change('telar-dev-originals', 'a.jpg'))];

    expect(await recordChanges({ Records }, ports)).toEqual({ batchItemFailures: [{ itemIdentifier: 'bad' }] });
    expect(recorded).toHaveLength(1);
    expect(failures).toEqual([['bad', expect.any(Error)]]);
  });
});
