import type { Voucher } from '#contract/member.ts';
import type { MintEnding, MintOrder } from '#domain/mint/mint-order.ts';
import type { Symbology } from '#domain/scan/scanner-profile.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage } from '#i18n/language.ts';
import type { RedemptionRow } from '#server/storage/db/schema.ts';
import { mintConnectionOf } from '#server/storage/mint/mint-connections.ts';
import { mintOrderRow, toMintOrder } from '#server/storage/mint/mint-orders.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { discountLink } from '#server/vendors/mint/shopify.ts';
import { mintCodeOf } from './mint-request.ts';
import { mintFailed } from './move-mint.ts';

/**
 * What a minted voucher carries. At Shopify: the shop's own link to the discount, which tills and the online shop
 * understand. At Square: nothing to scan, because an associate finds the discount by its code. Null before the vendor
 * has made it, when it is to be withdrawn, and where its code is of a key that has gone.
 */
export async function mintPayloadOf(
  work: ReadWork,
  row: RedemptionRow,
): Promise<{ text: string; symbology: Symbology; typed: string } | null> {
  const order = await mintOrderRow(work.db, row.member_id, row.id);
  if (order?.state !== 'minted') return null;
  const typed = await mintCodeOf(work, order);
  if (typed === null) return null;
  if (order.vendor === 'square') return { text: typed, symbology: 'qr', typed };
  const connection = await mintConnectionOf(work.db, order.store_id);
  const text = connection ? discountLink(connection.account, typed) : typed;
  return { text, symbology: 'qr', typed };
}

/** What the phone says while a discount is being made or withdrawn at the vendor; null: as for any other voucher. */
export async function mintNotice(
  work: ReadWork,
  row: RedemptionRow,
  language: string,
): Promise<{ notice: string; over: { state: Voucher['state']; at: number } | null } | null> {
  if (row.code_source !== 'mint') return null;
  const say = everything(isLanguage(language) ? language : 'en');
  if (row.end_reason === mintFailed) return { notice: say('mint.failed'), over: null };
  if (row.state !== 'issued') return null;
  const kept = await mintOrderRow(work.db, row.member_id, row.id);
  const order: MintOrder | null = kept ? toMintOrder(kept) : null;
  switch (order?.state) {
    case 'wanted':
      return { notice: say('mint.making'), over: null };
    case 'retiring':
    case 'settling': {
      const notice = say(order.ending === 'failed' ? 'mint.failing' : 'mint.returning');
      return { notice, over: { state: shownAs[order.ending], at: order.endedAt } };
    }
    case 'minted': {
      const lost = kept !== undefined && (await mintCodeOf(work, kept)) === null;
      return lost ? { notice: say('mint.unreadable'), over: null } : null;
    }
    default:
      return null;
  }
}

const shownAs: Readonly<Record<MintEnding, Voucher['state']>> = {
  cancelled: 'cancelled',
  expired: 'expired',
  failed: 'cancelled',
};
