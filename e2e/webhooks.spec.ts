import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join as below } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from '@playwright/test';
import { nobodysPort } from '#server/tests/kit/start/nobodys-port.ts';
import { issue, join, phone } from './people.ts';
import { closeShop, type Server, startServer, test } from './tillpass.ts';

// A server of its own: only here may webhooks go to this machine.
let server: Server;
test.beforeAll(async () => {
  server = await startServer({ WEBHOOK_TARGETS: 'local' });
});
test.afterAll(({ browser }) => closeShop(server, browser));

/** The receiver of docs/webhooks.md, as it stands there. @returns the events that it takes for genuine */
async function startReceiver(port: number, secret: string) {
  const document = await readFile('docs/webhooks.md', 'utf8');
  const blocks = [...document.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code);
  const file = below(server.dataDir, 'receiver.mjs');
  await writeFile(file, blocks.join('\n'));
  const child = spawn(process.execPath, [file], {
    env: { PORT: String(port), WEBHOOK_SECRET: secret },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return {
    next: async () => JSON.parse((await lines.next()).value ?? 'null'),
    stop: async () => {
      child.kill();
      await once(child, 'close');
    },
  };
}

test('a system of the shop hears that a voucher was redeemed', async ({ browser }) => {
  const port = await nobodysPort();
  const hook = `http://127.0.0.1:${port}/tillpass`;
  const kinds = ['--kinds', 'redemption.redeemed,redemption.reversed'];
  const said = await server.admin(['webhooks', 'add', hook, ...kinds]);
  const receiver = await startReceiver(port, /Secret: (\S+)/.exec(said)?.[1] ?? '');

  const shopper = await phone(browser);
  await join(shopper, server);
  const scanned = await issue(shopper);
  const answer = await fetch(`${server.url}/pos/v1/redemptions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.posKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ scanned, receiptNumber: 'webhook-1' }),
  });
  const { redemptionId } = await answer.json();
  const event = await receiver.next();
  expect(event.type).toBe('redemption.redeemed');
  expect(event.data).toMatchObject({ redemptionId, receiptNumber: 'webhook-1' });

  // Before the receiver goes: it is tried again after five seconds, and then after five minutes only.
  const secret = /secret: (\S+)/.exec(await server.admin(['webhooks', 'rotate', idIn(said)]))?.[1];

  // An event that could not be delivered comes when the receiver is back.
  await receiver.stop();
  await fetch(`${server.url}/pos/v1/redemptions/${redemptionId}/reverse`, {
    method: 'POST',
    headers: { authorization: `Bearer ${server.posKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ reason: 'The sale was not paid.' }),
  });
  const back = await startReceiver(port, secret ?? '');
  let later = await back.next();
  // At least once: what was taken just before the receiver ended may come again, under the same id.
  while (later.id === event.id) later = await back.next();
  expect(later).toMatchObject({ type: 'redemption.reversed', data: { redemptionId } });
  await back.stop();
});

const idIn = (said: string): string => /Endpoint: (\S+)/.exec(said)?.[1] ?? '';
