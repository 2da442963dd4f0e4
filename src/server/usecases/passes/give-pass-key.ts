import type { PassKey } from '#contract/pass.ts';
import { passEpochAt, passKeyEndsAt, passKeyRenewAt } from '#domain/pass/pass-epoch.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import type { SessionRow } from '#server/storage/db/schema-sign-ins.ts';
import { memberById } from '#server/storage/people/members.ts';
import { changeSession } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { transact } from '#server/usecases/ground/work.ts';

export interface PassKeyWish {
  readonly memberId: string;
  /** The session's id, which stands for the phone. */
  readonly id: string;
  readonly language: Language;
}

/**
 * The key that one phone makes its passes with, until it is renewed or signed out. In the same epoch the answer is the
 * same key, so that two tabs of the phone don't replace each other's.
 * @throws Refused `signed-out`
 */
export function givePassKey(
  context: Context,
  { memberId, id, language }: PassKeyWish,
): Promise<PassKey> {
  return transact(context, async (work) => {
    const member = await memberById(work.db, memberId);
    if (!member) throw new Refused({ key: 'signed-out' });
    const { at } = work;
    const epoch = passEpochAt(at);
    await changeSession(work, memberId, id, { pass_epoch: epoch });
    const key = context.secrets.derive('pass-key', passKeyText({ member_id: memberId, id }, epoch));
    const say = everything(language);
    return {
      at,
      number: member.number,
      key: Buffer.from(key).toString('base64url'),
      renewAt: passKeyRenewAt(epoch),
      endsAt: passKeyEndsAt(epoch),
      words: {
        use: say('pass.use'),
        made: say('pass.made'),
        member: say('pass.member'),
        clock: say('pass.clock'),
        ended: say('pass.ended'),
      },
    };
  });
}

/** From what a phone's key in an epoch is derived, so that the database stores none. */
export const passKeyText = (phone: Pick<SessionRow, 'member_id' | 'id'>, epoch: number): string =>
  `${phone.member_id}/${phone.id}/${epoch}`;
