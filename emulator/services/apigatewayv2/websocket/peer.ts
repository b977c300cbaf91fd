/** Who is at the other end of a connection, from the handshake on. */
export interface Peer {
  readonly connectionId: string;
  readonly apiId: string;
  readonly stageName: string;
  /** Epoch milliseconds. */
  readonly connectedAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string | undefined;
  /** What the Lambda authorizer said of the client at the handshake; every later event carries it. */
  readonly authorizer?: AuthorizerContext | undefined;
}

/** `principalId`, `integrationLatency` and the authorizer's own context, whose values AWS turns into text. */
export type AuthorizerContext = Readonly<Record<string, string | number>>;
