import { text } from 'node:stream/consumers';
import type { Context } from '#server/usecases/ground/context.ts';
import { connectStore, disconnectStore } from '#server/usecases/mint/mint-connection.ts';
import { accountOf } from '#server/vendors/mint/connection.ts';
import type { Commands } from './admin-command.ts';
import { readConnection } from './admin-connection.ts';

export const mintCommands = {
  connect,
  disconnect,
} satisfies Commands;

/** `connect STORE shopify --shop …`, the key on standard input. */
async function connect(
  context: Context,
  [storeId = '', ...args]: readonly string[],
): Promise<readonly string[]> {
  if (process.stdin.isTTY) process.stderr.write('Paste the key, then press Enter and Ctrl-D.\n');
  const connection = readConnection(args, (await text(process.stdin)).trim());
  await connectStore(context, storeId, connection);
  return [`${storeId} makes its discounts at ${accountOf(connection)}. The key is kept sealed.`];
}

async function disconnect(
  context: Context,
  [storeId = '']: readonly string[],
): Promise<readonly string[]> {
  await disconnectStore(context, storeId);
  return [`${storeId} is not connected any more. Revoke the key at the vendor, too.`];
}
