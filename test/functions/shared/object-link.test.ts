import { S3Client } from '@aws-sdk/client-s3';
import { linkValidity, s3Link, s3Links } from '../../../functions/shared/object-link.ts';

const s3 = new S3Client({ region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
const to = { bucket: 'images', key: 'a.webp', ...linkValidity(new Date('2026-01-01T10:03:00Z')) };

describe('links of a list', () => {
  it('are those that would be signed one by one, also when they are asked for again', async () => {
    const link = s3Links(s3);
    const others = [
      { ...to, key: 'b.webp' },
      { ...to, saveAs: 'a.webp' },
      { ...to, versionId: '1' },
    ];
    for (const one of [to, ...others, to]) expect(await link(one)).toBe(await s3Link(s3, one));
  });

  it('change with the time they are signed as of', async () => {
    const link = s3Links(s3);
    const later = { ...to, ...linkValidity(new Date('2026-01-01T10:06:00Z')) };
    expect(await link(later)).not.toBe(await link(to));
    expect(await link({ ...to, ...linkValidity(new Date('2026-01-01T10:04:59Z')) })).toBe(await link(to));
  });

  it('are not signed again for as long as they stay the same', () => {
    const link = s3Links(s3);
    expect(link(to)).toBe(link({ ...to }));
  });
});
