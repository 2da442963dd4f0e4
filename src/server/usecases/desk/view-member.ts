import type { DeskHistory, DeskMember } from '#contract/desk/desk-members.ts';
import { isOn } from '#domain/earning/fitting.ts';
import { limits } from '#domain/limit.ts';
import { storeNameOf } from '#domain/program/gone.ts';
import { tillOf } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import type { Language } from '#i18n/language.ts';
import { latestPurchases } from '#server/storage/purchases/purchases-of-member.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { readMemberFile } from '#server/usecases/members/support-member.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import { historyLines } from '#server/usecases/wallet/view-history.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';

const purchasesShown = 20;

/**
 * A member's page, and a row that says who looked at it.
 * @throws Refused `member-unknown` for nobody's id and for who has left; `too-many-requests`
 */
export async function viewMember(
  context: Context,
  me: AtDesk,
  { memberId, language }: { readonly memberId: string; readonly language: Language },
): Promise<DeskMember> {
  await memberIdKnown(await readWork(context), memberId);
  await noteLook(context, me, { act: 'member-found', memberId }, [limits.deskOpen]);
  const work = await readWork(context);
  const { at, db, program } = work;
  const file = await readMemberFile(work, memberId);
  const { member } = file;
  const storeName = (id: string | null) => (id === null ? null : storeNameOf(program, id));
  const purchases = await latestPurchases(db, memberId, purchasesShown);
  return {
    id: member.id,
    number: member.number,
    name: member.first_name,
    address: member.address,
    language: member.language,
    provedAt: member.proved_at,
    joinedAt: member.joined_at,
    joinedStore: storeName(member.joined_store_id),
    frozenAt: member.frozen_at,
    tier: textIn(file.tier, language),
    spendable: file.spendable,
    pending: file.pending,
    vouchers: file.redemptions.map((row) => ({
      id: row.id,
      reward: textIn(rewardAtIssue(row).name, language),
      points: row.points,
      state: row.state === 'issued' && row.expires_at <= at ? 'expired' : row.state,
      issuedAt: row.issued_at,
      used:
        row.used_at === null
          ? null
          : {
              at: row.used_at,
              store: storeName(row.used_store_id) ?? '',
              till:
                row.used_till_id && (tillOf(program, row.used_till_id)?.name ?? row.used_till_id),
              receiptNumber: row.receipt_number,
            },
    })),
    purchases: purchases.map((row) => ({
      id: row.id,
      at: row.at,
      store: storeName(row.store_id),
      receiptNumber: row.receipt_number,
      spent: { minor: row.minor, currency: row.currency },
    })),
    devices: file.sessions.map(({ id, browser, seen_at }) => ({ id, browser, seenAt: seen_at })),
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
  await memberIdKnown(work, wish.memberId);
  const look = { act: 'member-found', memberId: wish.memberId } as const;
  await noteLook(context, me, look, [limits.deskOpen]);
  return historyLines(work, wish);
}
