import { Agent, get } from 'node:http';

export interface Gets {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Asks so many times, one after the other, and answers how many milliseconds each took, shortest first. */
export async function latencies({ url, headers }: Gets, count: number): Promise<number[]> {
  const agent = new Agent({ keepAlive: true });
  const taken: number[] = [];
  for (let index = 0; index < count; index += 1) {
    const start = performance.now();
    await once(url, headers, agent);
    taken.push(performance.now() - start);
  }
  agent.destroy();
  return taken.sort((a, b) => a - b);
}

/** Asks over several connections for some seconds, and answers how many times a second there was an answer. */
export async function getsPerSecond({ url, headers }: Gets, connections: number, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const end = performance.now() + seconds * 1_000;
  const counts = await Promise.all(
    Array.from({ length: connections }, async () => {
      let count = 0;
      for (; performance.now() < end; count += 1) await once(url, headers, agent);
      return count;
    }),
  );
  agent.destroy();
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function once(url: string, headers: Readonly<Record<string, string>>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { headers, agent }, (response) => {
      const { statusCode } = response;
      let body = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => (statusCode === 200 ? resolve() : reject(new Error(`${url}: ${statusCode} ${body}`))));
    }).on('error', reject);
  });
}
