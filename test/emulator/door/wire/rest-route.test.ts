import { loadModel, type OperationModel, requiredMembers, traitsOf } from '../../../../emulator/door/wire/model.ts';
import { RestRoutes } from '../../../../emulator/door/wire/rest-route.ts';

const s3 = new RestRoutes(loadModel('@aws-sdk/client-s3'), true);
const lambda = new RestRoutes(loadModel('@aws-sdk/client-lambda'), false);

/** AWS itself tells these apart by host name, not by path. */
const AMBIGUOUS: Record<string, string[]> = { s3: ['ListDirectoryBuckets was taken for ListBuckets'] };

const find = (routes: RestRoutes, method: string, url: string, headers: Record<string, string> = {}) => {
  const [path = '/', query] = url.split('?');
  const match = routes.match({ method, path, query: new URLSearchParams(query), headers });
  return match && [match.operation.name, match.labels];
};

describe('routes of a REST service', () => {
  it.each([
    ['GET', '/', {}, 'ListBuckets', {}],
    ['PUT', '/b', {}, 'CreateBucket', { Bucket: 'b' }],
    ['GET', '/b', {}, 'ListObjects', { Bucket: 'b' }],
    ['GET', '/b/?list-type=2&prefix=x', {}, 'ListObjectsV2', { Bucket: 'b' }],
    ['GET', '/b?location', {}, 'GetBucketLocation', { Bucket: 'b' }],
    ['GET', '/b?versions', {}, 'ListObjectVersions', { Bucket: 'b' }],
    ['POST', '/b?delete', {}, 'DeleteObjects', { Bucket: 'b' }],
    ['PUT', '/b/k', {}, 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['PUT', '/b/k?x-id=PutObject', {}, 'PutObject', { Bucket: 'b', Key: 'k' }],
    ['PUT', '/b/k?tagging', {}, 'PutObjectTagging', { Bucket: 'b', Key: 'k' }],
    ['PUT', '/b/k', { 'x-amz-copy-source': 'a/b' }, 'CopyObject', { Bucket: 'b', Key: 'k' }],
    ['PUT', '/b/k?partNumber=1&uploadId=u', {}, 'UploadPart', { Bucket: 'b', Key: 'k' }],
    [
      'PUT',
      '/b/k?partNumber=1&uploadId=u',
      { 'x-amz-copy-source': 'a/b' },
      'UploadPartCopy',
      { Bucket: 'b', Key: 'k' },
    ],
    ['POST', '/b/k?uploads', {}, 'CreateMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['POST', '/b/k?uploadId=u', {}, 'CompleteMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['DELETE', '/b/k?uploadId=u', {}, 'AbortMultipartUpload', { Bucket: 'b', Key: 'k' }],
    ['DELETE', '/b/k', {}, 'DeleteObject', { Bucket: 'b', Key: 'k' }],
    ['GET', '/b/mis%20fotos/ni%C3%B1o%201.jpg', {}, 'GetObject', { Bucket: 'b', Key: 'mis fotos/niño 1.jpg' }],
    ['HEAD', '/b/k/', {}, 'HeadObject', { Bucket: 'b', Key: 'k/' }],
  ])('S3: %s %s with %j is %s', (method, url, headers, operation, labels) => {
    expect(find(s3, method, url, headers)).toEqual([operation, labels]);
  });

  it('Lambda: labels are decoded and the method decides', () => {
    const arn = 'arn%3Aaws%3Alambda%3Aus-east-1%3A000000000000%3Afunction%3Af';
    expect(find(lambda, 'POST', `/2015-03-31/functions/${arn}/invocations`)).toEqual([
      'Invoke',
      { FunctionName: 'arn:aws:lambda:us-east-1:000000000000:function:f' },
    ]);
    expect(find(lambda, 'GET', '/2015-03-31/functions')).toEqual(['ListFunctions', {}]);
    expect(find(lambda, 'PUT', '/2015-03-31/nothing')).toBeUndefined();
  });

  it.each([
    ['s3', s3],
    ['lambda', lambda],
  ])('%s: a request with all that an operation requires finds that operation and no other', (client, routes) => {
    const { operations } = loadModel(`@aws-sdk/client-${client}`);
    const wrong = [...operations.values()].flatMap((operation) => {
      const { method, url, headers } = requestOf(operation);
      const found = find(routes, method, url, headers)?.[0];
      return found === operation.name ? [] : [`${operation.name} was taken for ${found}`];
    });
    expect(wrong).toEqual(AMBIGUOUS[client] ?? []);
  });
});

function requestOf(operation: OperationModel) {
  const [template = '/', literal = ''] = (operation.http?.path ?? '/').split('?');
  const members = operation.input.isStructSchema() ? [...operation.input.structIterator()] : [];
  const required = new Set(requiredMembers(operation.input));
  const query = new URLSearchParams(literal);
  query.delete('x-id');
  const headers: Record<string, string> = {};
  let bucket = '';
  for (const [name, member] of members) {
    const traits = traitsOf(member);
    if (name === 'Bucket' && traits.httpLabel) bucket = '/bucket';
    if (required.has(name) && traits.httpQuery) query.set(traits.httpQuery, 'x');
    if (required.has(name) && traits.httpHeader) headers[traits.httpHeader.toLowerCase()] = 'x';
  }
  const path = template.replace(/\{\w+\+?\}/g, 'x');
  return { method: operation.http?.method ?? '', url: `${bucket}${path}?${query}`, headers };
}
