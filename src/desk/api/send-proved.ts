import { deskLinks } from '#contract/desk/desk-links.ts';
import type { Sends } from '#contract/endpoint.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import { send } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { showPasskey } from './passkey.ts';

/**
 * Sends something for which the server may want the passkey again: it is shown, and the same is sent once more.
 * @throws Failed, PasskeyFault
 */
export const sendProved = <I, T>(address: Sends<I, T>, fields: NoInfer<I>): Promise<T> =>
  proving(() => send(address, fields));

/** The same for whatever is sent, as a file. */
export async function proving<T>(send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    const failure = failureOf(error);
    if (failure.kind !== 'refused' || failure.refusal.key !== 'desk-prove') throw error;
    await prove(failure.refusal);
    return send();
  }
}

async function prove({ right, subject }: { right: DeskRight; subject: string }): Promise<void> {
  const passkey = await showPasskey(await send(deskLinks.proofOptions, { right, subject }));
  await send(deskLinks.proof, { passkey });
}
