import { createHmac } from 'node:crypto';
import type { PassKey } from '#contract/pass.ts';
import { memberApi } from '#contract/paths.ts';
import { passMessage, passStepAt, passValueFrom } from '#domain/pass/pass-value.ts';
import { passText } from '#domain/scan/pass-payload.ts';
import type { Browser } from '#server/tests/kit/browser.ts';
import { wallet } from '#server/tests/kit/counter.ts';

/** A phone that got its key, and makes passes from then on without asking anybody. */
export interface PassPhone {
  readonly key: PassKey;
  /** The pass that it shows at a time of its own clock. */
  show(rewardId: string, at: number): string;
  /** The membership barcode. */
  showMember(at: number): string;
}

/**
 * What a phone does, by the standards and not by the server's own code.
 * @param slotOf absent: as the wallet says
 */
export async function passPhone(
  phone: Browser,
  slotOf?: (rewardId: string) => number,
): Promise<PassPhone> {
  const key: PassKey = (await phone.post(memberApi.pass)).body;
  const { rewards } = slotOf ? { rewards: [] } : await wallet(phone);
  const draw = (slot: number, at: number): string => {
    const signature = createHmac('sha256', Buffer.from(key.key, 'base64url'))
      .update(passMessage(slot, passStepAt(at)))
      .digest();
    return passText({ number: key.number, slot, value: passValueFrom(signature) });
  };
  return {
    key,
    show(rewardId, at) {
      const offer = rewards.find(({ id }: { id: string }) => id === rewardId);
      const slot = slotOf?.(rewardId) ?? offer?.slot;
      if (!slot) throw new Error(`no slot for ${rewardId}`);
      return draw(slot, at);
    },
    showMember: (at) => draw(0, at),
  };
}
