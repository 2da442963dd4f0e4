import type { Wallet } from '#contract/member.ts';
import type { Versioned } from '#contract/page.ts';
import { mayDo } from '#domain/desk/desk-role.ts';
import { cause } from '#domain/points/ledger.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { addMember, memberIdByNumber } from '#server/storage/people/members.ts';
import { programDraftById } from '#server/storage/program/program-drafts.ts';
import { readDraft } from '#server/usecases/editing/draft-effect.ts';
import { alive, sourceIn } from '#server/usecases/editing/drafts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork, tryOut, type Work } from '#server/usecases/ground/work.ts';
import { creditPoints } from '#server/usecases/points/change-points.ts';
import { viewWallet } from '#server/usecases/wallet/view-wallet.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';

/** The program of a draft, and a context in which it is in force for whoever reads, and for nobody else. */
export interface Drafted {
  readonly program: Program;
  readonly context: Context;
}

/** @throws Refused `desk-draft-faulty`, `desk-draft-over`, `not-found` */
export async function draftedContext(context: Context, id: string): Promise<Drafted> {
  const { db, version } = await readWork(context);
  const { program } = await readDraft(sourceIn(alive(await programDraftById(db, id))));
  return { program, context: { ...context, drafted: { program, version } } };
}

/**
 * What a member would see under a draft, without their barcodes: whoever has read one can spend it, and the desk shows
 * none anywhere. That somebody looks is written down, as with the member's own page.
 * @throws Refused `not-found`, `desk-role` for who may not see members
 */
export async function walletOfMember(
  { context }: Drafted,
  me: AtDesk,
  { number, language }: { readonly number: string; readonly language: string },
): Promise<Versioned<Wallet>> {
  if (!mayDo(me.role, 'see-members')) throw new Refused({ key: 'desk-role', role: me.role });
  const memberId = await memberIdByNumber(context.store.read, number);
  if (memberId === undefined) throw new Refused({ key: 'not-found' });
  await noteLook(context, me, memberId);
  const wallet = await viewWallet(context, { memberId, storeId: null, language });
  const vouchers = wallet.vouchers.map((one) => ({ ...one, code: null, drawings: null }));
  return { ...wallet, vouchers };
}

/**
 * What somebody with so many points would see under a draft. They join in a transaction that is taken back, so that
 * they are never anybody's member.
 */
export async function walletOfInvented(
  { context, program }: Drafted,
  points: number,
  language: string,
): Promise<Versioned<Wallet>> {
  return tryOut(context, async (work) => {
    const memberId = await invented(work, points, language);
    const store = Object.create(context.store, { read: { value: work.db } });
    const wallet = await viewWallet({ ...context, store }, { memberId, storeId: null, language });
    if (points === program.welcomePoints) return wallet;
    // The desk wished for these points: no gift is as large.
    const { welcome: _gift, ...others } = wallet;
    return others;
  });
}

async function invented(work: Work, points: number, language: string): Promise<string> {
  const id = makeId(work.context);
  const address = `${id}@preview.invalid`;
  await addMember(work, address, {
    id,
    number: '0000000000',
    address,
    first_name: null,
    language,
    joined_at: work.at,
    joined_store_id: null,
    proved_at: work.at,
    first_proved_at: work.at,
    balance: 0,
    debt: 0,
    last_seq: 0,
    frozen_at: null,
  });
  await work.lockMember(id);
  if (points > 0) {
    await creditPoints(work, {
      memberId: id,
      kind: 'accrual',
      points,
      cause: cause.welcome(),
      storeId: null,
      // They have just joined, and had nothing before.
      reason: { rule: 'welcome' },
      event: null,
    });
  }
  return id;
}
