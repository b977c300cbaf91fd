import type { createLocalJWKSet, JSONWebKeySet } from 'jose';
import { z } from 'zod';
import type { Clock } from '../../../../runtime/clock.ts';
import { isLoopback } from '../../../../runtime/loopback.ts';
import { KEY_CACHE_MILLISECONDS } from '../limits.ts';

/** The issuers of this cloud: user pools. */
export interface Issuers {
  /** The issuer's public keys; undefined for one that is not ours. */
  keys(issuer: string): Promise<JSONWebKeySet> | undefined;
}

export type KeySet = ReturnType<typeof createLocalJWKSet>;

interface Known {
  readonly keys: KeySet;
  readonly fetchedAt: number;
}

interface Deps {
  readonly clock: Clock;
  readonly issuers: Issuers | undefined;
  readonly allowNetwork: boolean;
}

/** How soon keys may be asked for again because a token names an unknown one. */
const REFRESH_MILLISECONDS = 60_000;
const FETCH_MILLISECONDS = 1_500;

const discovery = z.object({ jwks_uri: z.url() });
const jwks = z.object({ keys: z.array(z.record(z.string(), z.unknown())) });

/** The public keys of issuers: those of this cloud's own pools in process, others by OpenID discovery, kept for two hours. */
export class IssuerKeys {
  readonly #deps: Deps;
  readonly #fetched = new Map<string, Known>();
  readonly #own = new WeakMap<JSONWebKeySet, KeySet>();

  constructor(deps: Deps) {
    this.#deps = deps;
  }

  /**
   * @param refresh whether the known keys did not have the one that is looked for
   * @throws Error when the issuer can't be asked
   */
  async keys(issuer: string, { refresh = false } = {}): Promise<KeySet> {
    const own = await this.#deps.issuers?.keys(issuer);
    if (own) return this.#ownKeys(own);
    const known = this.#fetched.get(issuer);
    const age = known ? this.#deps.clock.now() - known.fetchedAt : Number.POSITIVE_INFINITY;
    if (known && age < (refresh ? REFRESH_MILLISECONDS : KEY_CACHE_MILLISECONDS)) return known.keys;
    const keys = await localKeys(await this.#fetch(issuer));
    this.#fetched.set(issuer, { keys, fetchedAt: this.#deps.clock.now() });
    return keys;
  }

  async #ownKeys(set: JSONWebKeySet): Promise<KeySet> {
    const known = this.#own.get(set) ?? (await localKeys(set));
    this.#own.set(set, known);
    return known;
  }

  async #fetch(issuer: string): Promise<JSONWebKeySet> {
    const { jwks_uri } = discovery.parse(
      await this.#json(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
    );
    // The keys themselves are judged when a token names one.
    return jwks.parse(await this.#json(jwks_uri)) as JSONWebKeySet;
  }

  async #json(url: string): Promise<unknown> {
    if (!this.#deps.allowNetwork && !isLoopback(new URL(url).hostname)) {
      throw new Error(`${url} is not on this machine, and the emulator was started without --allow-network`);
    }
    const response = await fetch(url, { signal: AbortSignal.timeout(FETCH_MILLISECONDS) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}`);
    return response.json();
  }
}

/** Loaded with the first keys: an emulator without authorizers starts without it. */
async function localKeys(set: JSONWebKeySet): Promise<KeySet> {
  const { createLocalJWKSet } = await import('jose');
  return createLocalJWKSet(set);
}
