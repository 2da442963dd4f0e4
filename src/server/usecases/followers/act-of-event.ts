import type { Act } from '#domain/events/watch.ts';
import type { KeptEvent } from '#server/storage/db/schema-events.ts';
import { redemptionRow } from '#server/storage/vouchers/redemptions.ts';
import type { ReadWork } from '#server/usecases/ground/work.ts';

/** What recordEvent writes for the kinds that the watch list looks at; a POS does not say who stands there. */
interface Told {
  readonly associateId?: string | null;
  readonly redemptionId?: string;
  readonly purchaseId?: string;
  readonly minor?: number;
  readonly entered?: Act['entered'];
}

/** What an associate did, by the event that tells of it; null: nobody we know did it, or nothing of ours. */
export async function actOf({ db }: ReadWork, event: KeptEvent): Promise<Act | null> {
  const told = JSON.parse(event.data) as Told; // Checked below, field by field.
  const { associateId, redemptionId, purchaseId } = told;
  const { id: eventId, at, store_id: storeId, member_id: memberId } = event;
  if (!associateId || storeId === null || memberId === null) return null;
  const act = { eventId, at, associateId, storeId, memberId, ...nothing };
  switch (event.kind) {
    case 'redemption.redeemed':
      if (!redemptionId) return null;
      return { ...act, kind: 'redemption', subjectId: redemptionId, entered: told.entered ?? null };
    case 'redemption.reversed': {
      const row = redemptionId ? await redemptionRow(db, memberId, redemptionId) : undefined;
      if (!row) return null;
      const redeemed = { redeemedAt: row.used_at, redeemedBy: row.associate_id };
      return { ...act, kind: 'reversal', subjectId: row.id, ...redeemed };
    }
    case 'purchase.reported':
      if (!purchaseId) return null;
      return { ...act, kind: 'purchase', subjectId: purchaseId, minor: told.minor ?? null };
    default:
      return null;
  }
}

const nothing = { entered: null, minor: null, redeemedAt: null, redeemedBy: null };
