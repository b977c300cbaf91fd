import { type KeyObject, sign } from 'node:crypto';
import { bitString, integer, nothing, oid, sequence, set, utcTime, utf8 } from './der.ts';

const SHA256_WITH_RSA = '1.2.840.113549.1.1.11';
const COMMON_NAME = '2.5.4.3';
const ORGANIZATION = '2.5.4.10';
const YEAR_MILLISECONDS = 365 * 24 * 3_600 * 1_000;
const VALIDITY_YEARS = 10;

export interface CertificateRequest {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Who the certificate is for. */
  readonly commonName: string;
  /** Hexadecimal digits. */
  readonly serialNumber: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A self-signed X.509 certificate (RFC 5280, version 1) in PEM, for those who verify signatures by one. */
export function selfSignedCertificate(request: CertificateRequest): string {
  const algorithm = sequence(oid(SHA256_WITH_RSA), nothing());
  const name = sequence(attribute(ORGANIZATION, 'Local cloud'), attribute(COMMON_NAME, request.commonName));
  const from = new Date(request.now - YEAR_MILLISECONDS);
  const until = new Date(request.now + VALIDITY_YEARS * YEAR_MILLISECONDS);
  const content = sequence(
    integer(Buffer.from(request.serialNumber, 'hex')),
    algorithm,
    name,
    sequence(utcTime(from), utcTime(until)),
    name,
    request.publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', content, request.privateKey);
  return pem(sequence(content, algorithm, bitString(signature)));
}

const attribute = (type: string, value: string) => set(sequence(oid(type), utf8(value)));

function pem(certificate: Buffer): string {
  const lines = certificate.toString('base64').match(/.{1,64}/g) ?? [];
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n');
}
