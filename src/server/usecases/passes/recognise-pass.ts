import { wrongPassLimits } from '#domain/limit.ts';
import { passEpochsOf } from '#domain/pass/pass-epoch.ts';
import { stepsKnown, stepsTaken } from '#domain/pass/pass-step.ts';
import { passMessage, passValueFrom } from '#domain/pass/pass-value.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Pass } from '#domain/scan/pass-payload.ts';
import type { SessionRow } from '#server/storage/db/schema-sign-ins.ts';
import { refusalWhileFull } from '#server/storage/people/limits.ts';
import { memberIdByNumber } from '#server/storage/people/members.ts';
import { passSessions } from '#server/storage/people/sessions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { WrongPass } from '#server/usecases/guesses/wrong-pass.ts';
import { isLive } from '#server/usecases/sign-in/session.ts';
import { passKeyText } from './give-pass-key.ts';

/** Which phone made a pass, and in which half minute. */
export interface PassMade {
  readonly sessionId: string;
  readonly step: number;
}

/** The member whose number is in a pass. @throws Refused `code-unknown` */
export async function passMember({ db }: ReadWork, { number }: Pass): Promise<string> {
  const memberId = await memberIdByNumber(db, number);
  if (memberId === undefined) throw new Refused({ key: 'code-unknown' });
  return memberId;
}

/**
 * Which of the member's phones made a pass, and in which step. The caller decides whether that is in time.
 * @throws WrongPass `pass-unknown`; Refused `pass-revoked`, or `too-many-requests` while too much is guessed in the
 * member's name
 */
export async function recognisePass(
  work: ReadWork,
  pass: Pass,
  memberId: string,
): Promise<PassMade> {
  const { at } = work;
  for (const limit of wrongPassLimits)
    refuseWhen(await refusalWhileFull(work.db, limit, memberId, at));
  const phones = await passSessions(work.db, memberId);
  const made = findMaker(work, phones, pass);
  if (!made) throw new WrongPass(memberId);
  if (!isLive(made.phone, at)) throw new Refused({ key: 'pass-revoked' });
  return { sessionId: made.phone.id, step: made.step };
}

/** Tries the present steps of all phones first: nearly every pass is found there. */
function findMaker(
  { context, at }: ReadWork,
  phones: readonly SessionRow[],
  pass: Pass,
): { phone: SessionRow; step: number } | null {
  for (const steps of [stepsTaken(at), stepsKnown(at)]) {
    for (const phone of phones) {
      for (const epoch of passEpochsOf(phone.pass_epoch, at)) {
        for (const key of context.secrets.derivations('pass-key', passKeyText(phone, epoch))) {
          const step = steps.find((one) => valueIn(context, key, pass.slot, one) === pass.value);
          if (step !== undefined) return { phone, step };
        }
      }
    }
  }
  return null;
}

const valueIn = ({ secrets }: Context, key: Uint8Array, slot: number, step: number): string =>
  passValueFrom(secrets.sign(key, passMessage(slot, step)));
