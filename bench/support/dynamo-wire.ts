import { Agent, request } from 'node:http';

/** DynamoDB's protocol by hand: the SDK's client would be slower than what it fills. */
export class DynamoWire {
  readonly #endpoint: string;
  readonly #agent: Agent;

  constructor(endpoint: string, connections: number) {
    this.#endpoint = endpoint;
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @throws Error with what DynamoDB says against it */
  send(operation: string, input: object): Promise<string> {
    const body = JSON.stringify(input);
    const headers = {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      authorization: AUTHORIZATION,
      'content-length': Buffer.byteLength(body),
    };
    return new Promise((resolve, reject) => {
      const sent = request(this.#endpoint, { method: 'POST', agent: this.#agent, headers }, async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const answer = Buffer.concat(chunks).toString();
        if (response.statusCode === 200) resolve(answer);
        else reject(new Error(`${operation}: ${response.statusCode} ${answer}`));
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Any key is the account's; the emulator reads who it is, not the signature. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=bench/20260301/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';
