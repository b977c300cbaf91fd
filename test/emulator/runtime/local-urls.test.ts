import { localUrls } from '../../../emulator/runtime/local-urls.ts';

const addresses = {
  endpoint: 'http://localhost:4566',
  site: (domainName: string) => (domainName === 'd1.cloudfront.net' ? 'http://localhost:5173' : undefined),
};

describe('URLs of AWS', () => {
  it.each([
    ['https://a1b2c3.execute-api.us-east-1.amazonaws.com/dev', 'http://localhost:4566/execute-api/a1b2c3/dev'],
    ['wss://a1b2c3.execute-api.us-east-1.amazonaws.com/dev', 'ws://localhost:4566/execute-api/a1b2c3/dev'],
    ['https://cognito-idp.us-east-1.amazonaws.com/', 'http://localhost:4566/'],
    ['https://d1.cloudfront.net', 'http://localhost:5173'],
    [
      "connect-src 'self' wss://*.execute-api.us-east-1.amazonaws.com; img-src https://*.s3.us-east-1.amazonaws.com",
      "connect-src 'self' ws://localhost:4566 ws://127.0.0.1:4566; img-src http://localhost:4566 http://127.0.0.1:4566",
    ],
  ])('%s points to this machine', (text, local) => {
    expect(localUrls(text, addresses)).toBe(local);
  });

  it.each([
    ['the issuer of tokens', 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_abc'],
    ['the URL of a queue', 'https://sqs.us-east-1.amazonaws.com/000000000000/orders'],
    ['another region', 'https://a1b2c3.execute-api.eu-west-1.amazonaws.com/dev'],
    ['a distribution that is not ours', 'https://d2.cloudfront.net/x'],
    ['any other host', 'https://example.com/execute-api.us-east-1.amazonaws.com'],
  ])('stay as they are when they name %s', (_, text) => {
    expect(localUrls(text, addresses)).toBe(text);
  });
});
