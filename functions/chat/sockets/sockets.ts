/** The open connections, wherever they end. */
export interface Sockets {
  /**
   * @param frame JSON
   * @throws ConnectionGoneError
   */
  send(connectionId: string, frame: string): Promise<void>;
  /** Ends a connection; one that is gone already is left alone. */
  close(connectionId: string): Promise<void>;
}

/** Nobody is there any more. Of a connection that is only just being made, API Gateway says the same. */
export class ConnectionGoneError extends Error {
  override readonly name = 'ConnectionGoneError';

  constructor(connectionId: string, options?: ErrorOptions) {
    super(`the connection ${connectionId} is gone`, options);
  }
}
