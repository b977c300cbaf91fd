/** The bucket and key that an S3 URL names, in path style, virtual-host style or as `s3://`; undefined for another URL. */
export function s3Location(url: string): { bucket: string; key: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, pathname } = new URL(url);
  const path = decodeURIComponent(pathname.slice(1));
  if (protocol === 's3:') return located(hostname, path);
  const [, bucket] = /^(.+)\.s3(?:[.-][\w-]+)?\.amazonaws\.com(?:\.cn)?$/.exec(hostname) ?? [];
  if (bucket !== undefined) return located(bucket, path);
  const [first = '', ...rest] = path.split('/');
  return located(first, rest.join('/'));
}

const located = (bucket: string, key: string) => (bucket && key ? { bucket, key } : undefined);
