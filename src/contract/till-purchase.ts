import Type, { type Static } from 'typebox';
import { CallerId } from './member-input.ts';
import { ReceiptNumber } from './pos.ts';
import { minorAtMost } from './pos-parts.ts';
import { StartShift } from './till.ts';

const closed = { additionalProperties: false } as const;

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
