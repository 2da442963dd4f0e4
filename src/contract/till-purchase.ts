import Type, { type Static } from 'typebox';
import { receiptNumberPattern } from '#domain/purchase/receipt-number.ts';
import { minorAtMost } from '#domain/values/money.ts';
import { CallerId } from './member-input.ts';
import { StartShift } from './till.ts';

const closed = { additionalProperties: false } as const;

export const ReceiptNumber = Type.String({
  minLength: 1,
  maxLength: 64,
  pattern: receiptNumberPattern,
  description:
    "The till's own number of the purchase. With the till it is the natural key of a retry.",
});

/** What an associate types from a receipt, where the POS does not report: the member and the amount. */
export const ReportPurchase = Type.Object(
  {
    /** The page makes it before sending: a retry is the same report. */
    id: CallerId,
    memberNumber: Type.String({ maxLength: 32 }),
    receiptNumber: ReceiptNumber,
    minor: Type.Integer({ minimum: 0, maximum: minorAtMost }),
    /** What the associate ticked: ids of rules of kind `act`. */
    acts: Type.Optional(Type.Array(Type.String({ maxLength: 32 }), { maxItems: 20 })),
    /** A colleague who looked at the receipt too; `second-person-needed` asks for them. */
    second: Type.Optional(StartShift),
  },
  closed,
);

export type ReportPurchase = Static<typeof ReportPurchase>;

/** A purchase as the page confirms it. */
export interface TillPurchase {
  readonly purchaseId: string;
  readonly receiptNumber: string;
  readonly minor: number;
  readonly points: number;
}
