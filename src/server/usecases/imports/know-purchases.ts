import type { FieldFault } from '#domain/imports/import-fault.ts';
import type { ImportedPurchase } from '#domain/imports/read-purchase.ts';
import { addressKey } from '#domain/people/email-address.ts';
import type { SoldLine } from '#domain/purchase/line.ts';
import { sameBasket } from '#domain/purchase/purchase.ts';
import type { PurchaseRow } from '#server/storage/db/schema-purchases.ts';
import { allGoOnAs } from '#server/storage/merges/merges.ts';
import { knownMembers } from '#server/storage/people/member-imports.ts';
import {
  linesOfPurchases,
  purchasesUnderReceipts,
} from '#server/storage/purchases/past-purchases.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';
import { faulty, idsOf } from './know-lines.ts';

/** A past purchase, and the line of the file where it begins. */
export interface ReadPurchase {
  readonly line: number;
  readonly purchase: ImportedPurchase;
}

/** What is to be done with a past purchase. */
export type PurchaseOutcome =
  | { readonly what: 'new'; readonly memberId: string }
  /** The same was taken before. */
  | { readonly what: 'known' }
  | { readonly what: 'fault'; readonly fault: FieldFault };

/** Under what a purchase is kept that no till of the program has sold: a return names its store. */
export const tillOf = (source: string, { tillId, storeId }: ImportedPurchase): string =>
  tillId ?? `${source}/${storeId}`;

/** What is to be done with each of some past purchases, as things are now. Many are asked for in a few statements. */
export async function knowPurchases(
  { db }: Pick<ReadWork, 'db'>,
  lines: readonly ReadPurchase[],
  source: string,
): Promise<PurchaseOutcome[]> {
  const purchases = lines.map(({ purchase }) => purchase);
  const addresses = purchases.flatMap(({ address }) => (address === null ? [] : [address]));
  const members = await knownMembers(db, {
    addressKeys: [...new Set(addresses.map(addressKey))],
    numbers: [...new Set(purchases.flatMap(({ number }) => (number === null ? [] : [number])))],
    ids: purchases.flatMap((one) => idsOf(source, one)),
  });
  const before = await purchasesUnderReceipts(
    db,
    purchases.map((one) => ({ tillId: tillOf(source, one), receiptNumber: one.receiptNumber })),
  );
  const byReceipt = new Map(before.map((row) => [`${row.till_id}\n${row.receipt_number}`, row]));
  const sold = await linesOfPurchases(db, before);
  // What was taken for a membership that was merged meanwhile stands there, and the file leads to the one that goes on.
  const goesOn = await allGoOnAs(
    db,
    before.map((row) => row.member_id),
  );
  return purchases.map((one): PurchaseOutcome => {
    const { address, number, receiptNumber } = one;
    const found = new Set(
      [
        address === null ? undefined : members.byAddress.get(addressKey(address)),
        number === null ? undefined : members.byNumber.get(number),
        ...idsOf(source, one).map(({ source: from, id }) => members.byId.get(`${from}:${id}`)),
      ].filter((id) => id !== undefined),
    );
    const [memberId, another] = found;
    if (memberId === undefined) return faulty('unknown-member', address ?? number ?? one.id);
    if (another !== undefined) return faulty('two-members', null);
    const known = byReceipt.get(`${tillOf(source, one)}\n${receiptNumber}`);
    return known
      ? beside(known, sold.get(known.id) ?? [], {
          isTheirs: goesOn.get(known.member_id) === memberId,
          source,
          purchase: one,
        })
      : { what: 'new', memberId };
  });
}

interface Wished {
  /** The purchase that is known is of whom the file names, or of a membership that was merged into theirs. */
  readonly isTheirs: boolean;
  readonly source: string;
  readonly purchase: ImportedPurchase;
}

/** What a purchase is whose receipt number has one already. */
function beside(
  known: PurchaseRow,
  lines: readonly SoldLine[],
  { isTheirs, source, purchase }: Wished,
): PurchaseOutcome {
  const { basket, receiptNumber, soldAt } = purchase;
  if (known.source !== source) return faulty('receipt-reported', receiptNumber);
  if (!isTheirs) return faulty('receipt-of-another', receiptNumber);
  const total = { minor: known.minor, currency: known.currency };
  const isSame = known.at === soldAt && sameBasket({ ...basket, total, lines }, basket);
  return isSame ? { what: 'known' } : faulty('receipt-other', receiptNumber);
}
