import { type FieldPlace, placeOfColumn } from '#domain/imports/member-fields.ts';
import { type PurchasePlace, placeOfPurchaseColumn } from '#domain/imports/purchase-fields.ts';
import { rawOfJson } from '#domain/imports/raw-json.ts';
import { type RawMember, rawOf } from '#domain/imports/raw-member.ts';
import {
  type RawPurchase,
  rawPurchaseOf,
  rawPurchaseOfJson,
} from '#domain/imports/raw-purchase.ts';
import type { FileKind } from './read-file.ts';

/** A file of members, one a line. */
export const membersFile: FileKind<FieldPlace, RawMember> = {
  placeOf: placeOfColumn,
  needs: [['email', 'id', 'number']],
  rawOf,
  rawOfJson,
  saying: (place) => {
    if (place.kind === 'member') return place.field;
    if (place.kind === 'external-id') return `id:${place.source}`;
    return place.lot === 0 ? place.field : `${place.field}-${place.lot + 1}`;
  },
};

/** A file of what members bought before, one article a line, or one receipt. */
export const purchasesFile: FileKind<PurchasePlace, RawPurchase> = {
  placeOf: placeOfPurchaseColumn,
  needs: [['receipt'], ['sold']],
  rawOf: rawPurchaseOf,
  rawOfJson: rawPurchaseOfJson,
  saying: (place) => (place.kind === 'external-id' ? `id:${place.source}` : place.field),
};
