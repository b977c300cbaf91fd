import { createHash } from 'node:crypto';
import { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import { RequestSignature } from '../../../functions/chat/sockets/request-signature.ts';
import { KeyedSha256 } from '../../../functions/shared/keyed-sha256.ts';

const BODY = '{"event":"message","content":"¿qué tal?"}';
const PARTS = {
  method: 'POST',
  path: "/dev/@connections/L0SM9c(O)F'v*cC!IhwCFw%3D",
  headers: { host: 'abc.execute-api.eu-west-1.amazonaws.com', 'content-type': 'application/octet-stream' },
  bodyHash: createHash('sha256').update(BODY).digest('hex'),
};
const REGION = 'eu-west-1';

/** What the SDK says of the same request. */
async function signedBySdk(credentials: Credentials, at: Date): Promise<Record<string, string>> {
  const signer = new SignatureV4({ service: 'execute-api', credentials, region: REGION, sha256: KeyedSha256 });
  const { method, path, headers } = PARTS;
  const request = new HttpRequest({ method, path, headers: { ...headers }, body: BODY });
  return (await signer.sign(request, { signingDate: at })).headers;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

const FOR_GOOD: Credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const OF_A_ROLE: Credentials = { accessKeyId: 'ASIAEXAMPLE', secretAccessKey: 'other', sessionToken: 'session' };

describe('the signature of a request', () => {
  it("is the SDK's, whoever signs, and on which day", async () => {
    let credentials = FOR_GOOD;
    let now = new Date('2026-07-21T23:59:59.999Z');
    const client = { credentials: async () => credentials, region: async () => REGION };
    const signature = new RequestSignature('execute-api', client, () => now);
    const turns: [Credentials, string][] = [
      [FOR_GOOD, '2026-07-21T23:59:59.999Z'],
      [FOR_GOOD, '2026-07-22T00:00:00.000Z'],
      [OF_A_ROLE, '2026-07-22T00:00:01.000Z'],
      [OF_A_ROLE, '2026-07-22T00:00:02.000Z'],
      [FOR_GOOD, '2026-07-22T00:00:03.000Z'],
    ];

    for (const [who, at] of turns) {
      credentials = who;
      now = new Date(at);
      expect(await signature.sign(PARTS)).toEqual(await signedBySdk(who, now));
    }
  });
});
