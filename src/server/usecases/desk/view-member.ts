import type { DeskFact } from '#contract/desk/desk-facts.ts';
import type { DeskConsent, DeskHistory, DeskMember } from '#contract/desk/desk-members.ts';
import { isOn } from '#domain/earning/fitting.ts';
import { asTold } from '#domain/points/expiry-notice.ts';
import { expiriesOf } from '#domain/points/lot.ts';
import { storeNameOf, tillInStore } from '#domain/program/gone.ts';
import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { factConsentsOf, tillConsentsOf } from '#server/storage/desk/member-lists.ts';
import { memberPinOf } from '#server/storage/people/member-pins.ts';
import { choicesOf } from '#server/storage/people/messages.ts';
import { latestReports } from '#server/storage/people/reported-facts.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { readMemberFile } from '#server/usecases/members/support-member.ts';
import { isOurs } from '#server/usecases/rights/member-pin.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { weighMember } from '#server/usecases/vouchers/weigh-situation.ts';
import { historyLines } from '#server/usecases/wallet/view-history.ts';
import type { AtDesk } from './desk-session.ts';
import { mergeStateOf } from './merge-at-desk.ts';
import { noteLook } from './note-look.ts';

/** In days; what ends later is one sum. */
const endsShown = 12;
const consentsShown = 20;
const factsShown = 20;
const linesAPage = 10;

/**
 * A member's page, and a row that says who looked at it.
 * @throws Refused `member-unknown` for nobody's id and for who has left; `too-many-requests`
 */
export async function viewMember(
  context: Context,
  me: AtDesk,
  { memberId: asked, language }: { readonly memberId: string; readonly language: Language },
): Promise<DeskMember> {
  const memberId = await memberIdKnown(await readWork(context), asked);
  await noteLook(context, me, memberId);
  const work = await readWork(context);
  const { at, db, program } = work;
  const file = await readMemberFile(work, memberId);
  const { member } = file;
  const storeName = (id: string | null) => (id === null ? null : storeNameOf(program, id));
  const standing = await weighMember(work, memberId);
  const say = everything(language);
  return {
    id: member.id,
    number: member.number,
    name: member.first_name,
    address: member.address,
    language: member.language,
    provedAt: member.proved_at,
    joinedAt: member.joined_at,
    joinedStore: storeName(member.joined_store_id),
    merged: file.merged.map(({ number, points, at: since }) => ({ number, points, at: since })),
    merge: await mergeStateOf(work, memberId),
    frozenAt: member.frozen_at,
    pin: await pinOf(work, memberId),
    tier: textIn(file.tier, language),
    spendable: file.spendable,
    pending: file.pending,
    ends: expiriesOf(asTold(program, standing.lots, at), at, endsShown),
    open: [...standing.late, ...standing.live].map((row) =>
      textIn(rewardAtIssue(row).name, language),
    ),
    devices: file.sessions.map(({ id, browser, seen_at }) => ({ id, browser, seenAt: seen_at })),
    consents: await consentsOf(work, memberId),
    facts: await factsOf(work, memberId, language),
    wishes: (await choicesOf(db, memberId)).map(({ kind, wanted, at: since, way }) => ({
      message: say(`message.${kind}`),
      wanted: wanted === 1,
      at: since,
      way,
    })),
    apologies: (program.earning ?? []).flatMap((rule) =>
      rule.kind === 'apology' && isOn(rule, at)
        ? [{ id: rule.id, name: textIn(rule.name, language), atMost: rule.points }]
        : [],
    ),
  };
}

/** A page of a member's ledger, in words, for whoever looks at the member. @throws Refused `member-unknown`, `too-many-requests` */
export async function viewMemberHistory(
  context: Context,
  me: AtDesk,
  wish: { readonly memberId: string; readonly language: Language; readonly before?: number },
): Promise<DeskHistory> {
  const work = await readWork(context);
  const memberId = await memberIdKnown(work, wish.memberId);
  await noteLook(context, me, memberId);
  return historyLines(work, { ...wish, memberId, limit: linesAPage });
}

/** Only of a PIN that tills still take: the key under which it is hashed may be gone. */
async function pinOf(work: ReadWork, memberId: string): Promise<DeskMember['pin']> {
  const row = await memberPinOf(work.db, memberId);
  if (!row || !isOurs(work.context, row)) return null;
  return {
    setAt: row.set_at,
    till: row.till_id === null ? null : tillInStore(work.program, row.till_id),
  };
}

async function factsOf(
  { db, program }: ReadWork,
  memberId: string,
  language: Language,
): Promise<readonly DeskFact[]> {
  const names = new Map(program.facts?.map(({ id, name }) => [id, textIn(name, language)]));
  return (await latestReports(db, memberId, factsShown)).map((row) => ({
    id: row.fact_id,
    source: row.source,
    fact: row.fact,
    name: names.get(row.fact) ?? null,
    about: row.about,
    withdrawn: row.withdrawn === 1,
    at: row.at,
    points: row.points,
  }));
}

/** What they agreed to or took back: told freely, or read out by a till. */
async function consentsOf(
  { db, program }: ReadWork,
  memberId: string,
): Promise<readonly DeskConsent[]> {
  const told = await factConsentsOf(db, memberId, consentsShown);
  const read = await tillConsentsOf(db, memberId, consentsShown);
  const consents: readonly DeskConsent[] = [
    ...told.map(({ fact, given, at, wording }) => ({
      to: fact,
      given: given === 1,
      at,
      wording,
      store: null,
    })),
    ...read.map(({ at, store_id }) => ({
      to: 'joining' as const,
      given: true,
      at,
      wording: null,
      store: storeNameOf(program, store_id),
    })),
  ];
  return consents.toSorted((a, b) => b.at - a.at).slice(0, consentsShown);
}
