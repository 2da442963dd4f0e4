import { deskLinks } from '#contract/desk/desk-links.ts';
import type { Sends } from '#contract/endpoint.ts';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { showPasskey } from './passkey.ts';

/**
 * Sends something for which the server may want the passkey again: it is shown, and the same is sent once more.
 * @throws Failed, PasskeyFault
 */
export async function sendProved<I, T>(address: Sends<I, T>, fields: NoInfer<I>): Promise<T> {
  try {
    return await send(address, fields);
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || failure.refusal.key !== 'desk-prove') throw error;
    const { right, subject } = failure.refusal;
    const passkey = await showPasskey(await send(deskLinks.proofOptions, { right, subject }));
    await send(deskLinks.proof, { passkey });
    return send(address, fields);
  }
}
