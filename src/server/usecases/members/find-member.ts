import type { TillMember } from '#contract/till-members.ts';
import { actsAt, segmentsAsked } from '#domain/earning/fitting.ts';
import { stepRefusal } from '#domain/pass/pass-step.ts';
import type { ExternalId } from '#domain/people/external-id.ts';
import { comingOf } from '#domain/points/lot.ts';
import { textIn } from '#domain/program/text.ts';
import { tierRuleOf } from '#domain/program/tier-terms.ts';
import { Refused, refuseWhen } from '#domain/refusal.ts';
import type { Pass } from '#domain/scan/pass-payload.ts';
import { memberById } from '#server/storage/people/members.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { membershipsNow } from '#server/usecases/memberships/show-memberships.ts';
import { passMember, recognisePass } from '#server/usecases/passes/recognise-pass.ts';
import type { ScanIn } from '#server/usecases/scan/find-handed-here.ts';
import {
  memberIdKnown,
  memberIdOfAddress,
  memberIdOfNumber,
} from '#server/usecases/scan/find-named.ts';
import { findVoucher } from '#server/usecases/scan/find-voucher.ts';
import { recogniseScan } from '#server/usecases/scan/recognise-scan.ts';
import { segmentsOf } from '#server/usecases/standing/member-segments.ts';
import { keepSentence } from '#server/usecases/standing/say-standing.ts';
import { guardedLook } from '#server/usecases/till/act-at-till.ts';
import type { Sent } from '#server/usecases/till/judge-sent.ts';
import { namedBy, noteLookUp } from '#server/usecases/till/note-look-up.ts';
import { showTier } from '#server/usecases/vouchers/show-reward.ts';
import { type Standing, weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { pinFrom } from './pin-from.ts';
import { type Suggestions, suggestRewards } from './suggest-rewards.ts';

/** Who is looked for: exactly one of them. */
export interface FindWish {
  readonly email?: string;
  readonly number?: string;
  readonly memberId?: string;
  /** What another system calls them. */
  readonly externalId?: ExternalId;
  /** A voucher's code or a membership number, as the scanner sent it. */
  readonly scanned?: string;
}

/** The store where somebody asks, and their language. */
export interface Here {
  readonly storeId: string;
  readonly language: string;
}

/** The same with the till, whose guesses and look-ups are counted, and the associate. */
type HereAtTill = Here & { readonly tillId: string; readonly associateId: string | null };

/**
 * A member as an associate may see them. Finding a member gives nothing away but this: a reward needs the member's own
 * yes. Look-ups by address or number are written down, because that member need not be in the shop. A number that
 * was scanned is only counted: its member is mostly there, but whoever has a list of numbers can send them as scanned.
 * @throws Refused `request-invalid`, `address-invalid`, `member-unknown`, `too-many-requests` or a code's fault
 */
export async function findMember(
  context: Context,
  wish: FindWish,
  here: HereAtTill,
): Promise<TillMember> {
  const sent = sentBy(wish);
  const look = async () => {
    const work = await readWork(context);
    const named = await namedBy(work, sent, here.storeId);
    if (named) await noteLookUp(context, { ...here, ...named });
    return showMember(work, named?.memberId ?? (await memberShown(work, sent, here)), here);
  };
  return guardedLook(context, here, sent, look);
}

/**
 * Counts and writes down what learns from an address whether it is a member's, as finding that member is.
 * @throws Refused `address-invalid` or `too-many-requests`; an address of nobody is counted and no refusal
 */
export async function lookUpAddress(
  context: Context,
  here: HereAtTill,
  address: string,
): Promise<void> {
  const sent = { what: 'address', address } as const;
  const look = async () => {
    const memberId = await memberIdOfAddress(await readWork(context), address);
    await noteLookUp(context, { ...here, memberId, by: 'address' });
  };
  try {
    await guardedLook(context, here, sent, look);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.key !== 'member-unknown') throw error;
  }
}

/** @throws Refused `request-invalid` unless exactly one is given */
function sentBy(wish: FindWish): Sent {
  const [, second] = ways.filter((way) => wish[way] !== undefined);
  if (second) throw oneOnly(`/${second}`);
  if (wish.email !== undefined) return { what: 'address', address: wish.email };
  if (wish.number !== undefined) return { what: 'number', number: wish.number };
  if (wish.memberId !== undefined) return { what: 'member-id', id: wish.memberId };
  if (wish.externalId) return { what: 'external-id', externalId: wish.externalId };
  if (wish.scanned === undefined) throw oneOnly('');
  return { what: 'scan', scanned: wish.scanned, names: 'member' };
}

/** The rewards that the member can have here now, and those nearly in reach. @throws Refused `member-unknown` */
export async function findRewards(
  context: Context,
  number: string,
  here: HereAtTill,
): Promise<Suggestions & { readonly balance: number }> {
  const { balance, rewards, nearly } = await findMember(context, { number }, here);
  return { balance, rewards, nearly };
}

/** The member, in the words of the till. */
export async function showMember(
  work: ReadWork,
  memberId: string,
  { storeId, language }: Here,
): Promise<TillMember> {
  const member = await memberById(work.db, memberId);
  if (!member) throw new Error('a member was found and is not there');
  const standing = await weighMember(work, memberId);
  const pending = comingOf(standing.lots, work.at);
  const { tier, keeping } = standing.tier;
  const text = keepSentence(work.program, standing.tier, language);
  const { id, name, perks } = showTier(work.program, tier, language);
  const memberships = await membershipsNow(work, memberId, language);
  const segments = await segmentsForActs(work, memberId, standing);
  const acts = actsAt(work.program, tier, { storeId, at: work.at, segments });
  return {
    memberId,
    number: member.number,
    firstName: member.first_name,
    tier: {
      id,
      name,
      perks,
      ...(keeping &&
        text && {
          keep: {
            by: tierRuleOf(work.program).by,
            missing: keeping.missing,
            until: keeping.until,
            text,
          },
        }),
    },
    balance: standing.spendable,
    ...(pending.length > 0 && { pending }),
    ...(memberships.length > 0 && { memberships }),
    liveVouchers: standing.live.length,
    pinFrom: await pinFrom(work, memberId),
    proved: member.proved_at !== null,
    ...(await suggestRewards(work, standing, { storeId, language })),
    ...(acts.length > 0 && {
      acts: acts.map((rule) => ({ id: rule.id, name: textIn(rule.name, language) })),
    }),
  };
}

/** In which segments a member is, of those that acts are for. */
function segmentsForActs(
  work: ReadWork,
  memberId: string,
  { tier, spendable }: Standing,
): Promise<ReadonlySet<string>> {
  const { earning = [] } = work.program;
  const ids = segmentsAsked({ earning: earning.filter(({ kind }) => kind === 'act') });
  return segmentsOf(work, memberId, { ids, at: work.at, tier: tier.tier, spendable });
}

type Late = 'in-time' | 'late-too' | 'at-any-time';

const ways = ['email', 'number', 'memberId', 'externalId', 'scanned'] as const;

/** Who showed a voucher or a pass. One that was used stays in the books of who has left, or of a membership that was merged. */
async function memberShown(work: ReadWork, sent: Sent, { storeId }: Here): Promise<string> {
  if (sent.what !== 'scan') throw new Error('a request names nobody and shows nothing');
  const { scanned } = sent;
  return memberIdKnown(work, await memberIdOfScan(work, { scanned, storeId }));
}

/**
 * Whose barcode was scanned: a membership number, a voucher, or a pass, which here only says who it is.
 * @param late which passes are still accepted: scanned within the hour, because a purchase is reported after payment;
 * or at any time, if its purchase is known already
 * @returns whose it was then: they may have left since, or go on as another membership
 * @throws Refused `member-unknown` or a code's fault
 */
export async function memberIdOfScan(
  work: ReadWork,
  wish: ScanIn,
  late: Late = 'in-time',
): Promise<string> {
  const recognised = await recogniseScan(work, wish);
  switch (recognised.kind) {
    case 'pass':
      return memberIdOfPass(work, recognised.pass, late);
    case 'number':
      return memberIdOfNumber(work, recognised.number);
    case 'damaged-number':
      // A membership number with a wrong digit.
      throw new Refused({ key: 'code-damaged' });
    default:
      return (await findVoucher(work, recognised, wish.scanned)).memberId;
  }
}

async function memberIdOfPass(work: ReadWork, pass: Pass, late: Late): Promise<string> {
  const memberId = await passMember(work, pass);
  if (late === 'at-any-time') return memberId;
  const { step } = await recognisePass(work, pass, memberId);
  if (late === 'in-time') refuseWhen(stepRefusal(step, work.at));
  return memberId;
}

const oneOnly = (pointer: string): Refused =>
  new Refused({ key: 'request-invalid', pointer, detail: `exactly one of ${ways.join(', ')}` });
