import type { BothTried, NotTried, Playground, TryMoment } from '#contract/desk/desk-foresight.ts';
import { mayDo } from '#domain/desk/desk-role.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { liveProgramDrafts } from '#server/storage/program/program-drafts.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { tryMoment } from '#server/usecases/rehearsal/try-moment.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';
import { type Drafted, draftedContext } from './preview-draft.ts';

/**
 * What there is to choose from; of a draft, what it adds stands behind.
 * @throws Refused as `draftedContext`
 */
export async function viewPlayground(context: Context, draft?: string): Promise<Playground> {
  const { db, program, at } = await readWork(context);
  const drafted = draft === undefined ? null : await draftedContext(context, draft);
  const known = <T extends { readonly id: string }>(list: (one: Program) => readonly T[]): T[] => {
    const own = list(program);
    const others = drafted ? list(drafted.program) : [];
    return [...own, ...others.filter(({ id }) => !own.some((one) => one.id === id))];
  };
  return {
    stores: known(({ stores }) => stores).map(({ id, name }) => ({ id, name })),
    tiers: known(({ tiers }) => tiers).map(({ id, name }) => ({ id, name })),
    acts: known(({ earning }) => (earning ?? []).filter(({ kind }) => kind === 'act')).map(
      ({ id, name }) => ({ id, name }),
    ),
    drafts: (await liveProgramDrafts(db)).map(({ id, name }) => ({ id, name })),
    currency: program.currency,
    now: at,
  };
}

/**
 * Tries a moment at the desk, by the program in force and by a draft if one is named. Who tries it with a member looks
 * at that member, which is written down and limited.
 * @throws Refused `desk-role` for a role that may not see members, `member-unknown`, `not-found` for a store or tier that
 * no program has, and as `draftedContext`
 */
export async function tryAtDesk(context: Context, me: AtDesk, wish: TryMoment): Promise<BothTried> {
  const work = await readWork(context);
  const drafted = wish.draft === undefined ? null : await draftedContext(context, wish.draft);
  if ('memberId' in wish.who) {
    if (!mayDo(me.role, 'see-members')) throw new Refused({ key: 'desk-role', role: me.role });
    await noteLook(context, me, await memberIdKnown(work, wish.who.memberId));
  }
  const { program } = work;
  const inForce = await tried({ context, program }, wish, program.currency);
  const draft = drafted && (await tried(drafted, wish, program.currency));
  if ('missing' in inForce && (draft === null || 'missing' in draft))
    throw new Refused({ key: 'not-found' });
  return { inForce, draft };
}

async function tried({ context, program }: Drafted, wish: TryMoment, currency: string) {
  const missing = missingIn(program, wish, currency);
  return missing === null ? await tryMoment(context, wish) : { missing };
}

/** @param currency the one of the amount that is paid */
function missingIn(
  program: Program,
  { who, storeId }: TryMoment,
  currency: string,
): NotTried['missing'] | null {
  if (program.currency !== currency) return 'currency';
  if (!program.stores.some(({ id }) => id === storeId)) return 'store';
  if ('tierId' in who && !program.tiers.some(({ id }) => id === who.tierId)) return 'tier';
  return null;
}
