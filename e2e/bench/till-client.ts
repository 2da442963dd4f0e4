import { Agent, request } from 'node:http';
import { posApi, systemApi } from '#contract/paths.ts';
import type { Load } from './load-plan.ts';

/** Opens the connections, and lets this program's own code be compiled, before the clock runs. */
const greetings = 20;

/** What tills do over kept connections. */
export interface TillClient {
  greet(): Promise<void>;
  /** @throws Error unless the voucher is redeemed by it */
  redeem(scanned: string): Promise<void>;
  close(): void;
}

export function tillClient(
  { url, posKey }: Pick<Load, 'url' | 'posKey'>,
  connections: number,
): TillClient {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });

  /** @returns what was answered. @throws Error unless it is a 200 */
  function ask(method: string, path: string, body: string): Promise<string> {
    const headers = {
      authorization: `Bearer ${posKey}`,
      'idempotency-key': crypto.randomUUID(),
      ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
    };
    return new Promise((resolve, reject) => {
      request(new URL(path, url), { agent, method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => {
          text += part;
        });
        answer.on('end', () => {
          if (answer.statusCode === 200) resolve(text);
          else reject(new Error(`${answer.statusCode}: ${text}`));
        });
      })
        .on('error', reject)
        .end(body);
    });
  }

  async function greetOnce(): Promise<void> {
    for (let at = 0; at < greetings; at += 1) await ask('GET', systemApi.health, '');
  }

  return {
    greet: async () => void (await Promise.all(Array.from({ length: connections }, greetOnce))),
    redeem: async (scanned) => {
      const body = JSON.stringify({ scanned, receiptNumber: crypto.randomUUID() });
      const answer = await ask('POST', posApi.redemptions, body);
      if (!answer.includes('"state":"redeemed"')) throw new Error(answer);
    },
    close: () => agent.destroy(),
  };
}
