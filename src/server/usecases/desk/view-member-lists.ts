import type { ActView, PageOf } from '#contract/desk/desk-answers.ts';
import type { DeskMessage, DeskPurchase, DeskVoucher } from '#contract/desk/desk-members.ts';
import { storeNameOf, tillNameOf } from '#domain/program/gone.ts';
import type { Program } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { shownReceiptNumber } from '#domain/purchase/receipt-number.ts';
import type { Listed } from '#domain/values/listed.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import type {
  PurchaseLineRow,
  PurchaseRow,
  ReturnRow,
} from '#server/storage/db/schema-purchases.ts';
import {
  goodsOf,
  messagesOf,
  purchasesOf,
  returnsOfAll,
  vouchersOf,
} from '#server/storage/desk/member-lists.ts';
import { rewardAtIssue } from '#server/storage/vouchers/redemptions.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { pageOf, placeAt } from '#server/usecases/ground/page-of.ts';
import { type ReadWork, readWork } from '#server/usecases/ground/work.ts';
import { memberIdKnown } from '#server/usecases/scan/find-named.ts';
import type { AtDesk } from './desk-session.ts';
import { noteLook } from './note-look.ts';
import { viewActsAbout } from './view-acts.ts';

/** A part of one of a member's lists. */
export interface ListWish {
  readonly memberId: string;
  readonly language: Language;
  /** The `next` of the page before; absent: the first page. */
  readonly before?: string | undefined;
}

const aPage = 10;

/**
 * Reads a page of one of a member's lists, and writes down that somebody looks.
 * @throws Refused `member-unknown`, `request-invalid` for a place that is none
 */
async function listed<T>(
  context: Context,
  me: AtDesk,
  { memberId: asked, before }: ListWish,
  read: (work: ReadWork, part: { memberId: string; before: Listed | null }) => Promise<T>,
): Promise<T> {
  const work = await readWork(context);
  const memberId = await memberIdKnown(work, asked);
  const place = before === undefined ? null : placeAt(before);
  await noteLook(context, me, memberId);
  return read(work, { memberId, before: place });
}

/** A member's vouchers, the latest first, with where each was used. */
export const viewVouchers = (
  context: Context,
  me: AtDesk,
  wish: ListWish,
): Promise<PageOf<DeskVoucher>> =>
  listed(context, me, wish, async (work, part) => {
    const rows = await vouchersOf(work.db, { ...part, limit: aPage + 1 });
    const { items, next } = pageOf(rows, aPage, ({ issued_at, id }) => ({ at: issued_at, id }));
    return { rows: items.map((row) => showVoucher(work, row, wish.language)), next };
  });

function showVoucher(
  { program, at }: ReadWork,
  row: RedemptionRow,
  language: Language,
): DeskVoucher {
  return {
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
            store: row.used_store_id === null ? '' : storeNameOf(program, row.used_store_id),
            till: row.used_till_id === null ? null : tillNameOf(program, row.used_till_id),
            receiptNumber: shownReceiptNumber(row.receipt_number),
          },
    undoable: row.state === 'redeemed',
  };
}

/** What a member bought, the latest first, with the goods and what came back of them. */
export const viewPurchases = (
  context: Context,
  me: AtDesk,
  wish: ListWish,
): Promise<PageOf<DeskPurchase>> =>
  listed(context, me, wish, async ({ db, program }, part) => {
    const rows = await purchasesOf(db, { ...part, limit: aPage + 1 });
    const { items, next } = pageOf(rows, aPage, (row) => row);
    const ids = items.map(({ id }) => id);
    const goods = Map.groupBy(await goodsOf(db, part.memberId, ids), (line) => line.purchase_id);
    const returns = Map.groupBy(
      await returnsOfAll(db, part.memberId, ids),
      (row) => row.purchase_id,
    );
    return {
      rows: items.map((row) =>
        showPurchase(program, row, goods.get(row.id) ?? [], returns.get(row.id) ?? []),
      ),
      next,
    };
  });

function showPurchase(
  program: Program,
  row: PurchaseRow,
  goods: readonly PurchaseLineRow[],
  returns: readonly ReturnRow[],
): DeskPurchase {
  const { currency } = row;
  return {
    id: row.id,
    at: row.at,
    store: row.store_id === null ? null : storeNameOf(program, row.store_id),
    receiptNumber: shownReceiptNumber(row.receipt_number),
    spent: { minor: row.minor, currency },
    points: row.points,
    goods: goods.map((line) => ({
      id: line.id,
      name: line.name ?? line.sku ?? line.gtin,
      quantity: line.quantity,
      unit: line.unit,
      paid: { minor: line.minor, currency },
    })),
    returns: returns.map(({ id, at, minor, points }) => ({
      id,
      at,
      spent: { minor, currency },
      points,
    })),
  };
}

/** What a member was sent, the latest first, and what became of it. Never the text. */
export const viewMessages = (
  context: Context,
  me: AtDesk,
  wish: ListWish,
): Promise<PageOf<DeskMessage>> =>
  listed(context, me, wish, async ({ db }, part) => {
    const rows = await messagesOf(db, { ...part, limit: aPage + 1 });
    const { items, next } = pageOf(rows, aPage, (row) => row);
    const say = everything(wish.language);
    return {
      rows: items.map(({ id, kind, at, state, why }) => ({
        id,
        name: say(`message.${kind}`),
        at,
        state,
        why,
      })),
      next,
    };
  });

/** Who looked at a member, and what was done about them. */
export const viewMemberActs = (
  context: Context,
  me: AtDesk,
  wish: ListWish,
): Promise<PageOf<ActView>> =>
  listed(context, me, wish, (work, part) => viewActsAbout(work, me, part));
