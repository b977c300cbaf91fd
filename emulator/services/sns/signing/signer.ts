import { createHash, createPrivateKey, generateKeyPair, type KeyObject, sign } from 'node:crypto';
import { promisify } from 'node:util';
import type { Clock } from '../../../runtime/clock.ts';
import type { Ids } from '../../../runtime/ids.ts';
import type { Store } from '../../../runtime/store.ts';
import { selfSignedCertificate } from './certificate.ts';

const KEY_BITS = 2_048;
/** Signatures that are kept for the other subscriptions of a message. */
const KEPT_SIGNATURES = 500;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html */
const DIGESTS = { '1': 'sha1', '2': 'sha256' } as const;
export type SignatureVersion = keyof typeof DIGESTS;

interface Pair {
  readonly privateKey: KeyObject;
  readonly certificate: string;
  /** Names the certificate in its URL. */
  readonly fingerprint: string;
}

interface Deps {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: Ids;
}

/**
 * Signs messages with the key of this installation, which is made when the first one needs it and kept with the state:
 * what waits in a queue can be verified after a restart.
 */
export class Signer {
  readonly #deps: Deps;
  #pair: Promise<Pair> | undefined;
  readonly #signatures = new Map<string, Promise<string>>();

  constructor(deps: Deps) {
    this.#deps = deps;
    deps.store.migrate('sns_signing', [
      'CREATE TABLE sns_signing (id INTEGER PRIMARY KEY CHECK (id = 1), private_key TEXT NOT NULL, certificate TEXT NOT NULL) STRICT',
    ]);
  }

  /**
   * The signature in base64.
   *
   * @param messageId the same message and version get the same signature again without further work
   */
  sign(messageId: string, text: string, version: SignatureVersion): Promise<string> {
    const key = `${messageId} ${version}`;
    const known = this.#signatures.get(key) ?? this.#sign(text, version);
    if (this.#signatures.size >= KEPT_SIGNATURES) this.#signatures.clear();
    this.#signatures.set(key, known);
    return known;
  }

  async certificate(): Promise<{ readonly pem: string; readonly fingerprint: string }> {
    const { certificate, fingerprint } = await this.#keys();
    return { pem: certificate, fingerprint };
  }

  async #sign(text: string, version: SignatureVersion): Promise<string> {
    const { privateKey } = await this.#keys();
    // With a callback it is done beside the main thread: a signature costs about a millisecond.
    const signature = await new Promise<Buffer>((resolve, reject) => {
      sign(DIGESTS[version], Buffer.from(text), privateKey, (error, result) =>
        error ? reject(error) : resolve(result),
      );
    });
    return signature.toString('base64');
  }

  #keys(): Promise<Pair> {
    this.#pair ??= this.#load() ?? this.#make();
    return this.#pair;
  }

  #load(): Promise<Pair> | undefined {
    const row = this.#deps.store.get<{ private_key: string; certificate: string }>('SELECT * FROM sns_signing');
    return row && Promise.resolve(pairOf(createPrivateKey(row.private_key), row.certificate));
  }

  async #make(): Promise<Pair> {
    const { store, clock, ids } = this.#deps;
    const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: KEY_BITS });
    const certificate = selfSignedCertificate({
      privateKey,
      publicKey,
      commonName: 'sns.amazonaws.com',
      serialNumber: ids.hex(32),
      now: clock.now(),
    });
    const text = privateKey.export({ type: 'pkcs8', format: 'pem' });
    store.run('INSERT OR REPLACE INTO sns_signing VALUES (1, ?, ?)', text.toString(), certificate);
    return pairOf(privateKey, certificate);
  }
}

const pairOf = (privateKey: KeyObject, certificate: string): Pair => ({
  privateKey,
  certificate,
  fingerprint: createHash('md5').update(certificate).digest('hex'),
});
