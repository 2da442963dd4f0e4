import Type, { type Static } from 'typebox';
import { CallerId } from './member-input.ts';
import { ReceiptNumber } from './pos.ts';
import { minorAtMost } from './pos-parts.ts';
import { StartShift } from './till.ts';

const closed = { additionalProperties: false } as const;

/** What an associate types of a receipt where the POS does not report: whose it is, and its amount. */
export const ReportPurchase = Type.Object(
  {
    /** Made by the page before sending: a retry is the same report. */
    id: CallerId,
    memberNumber: Type.String({ maxLength: 32 }),
    receiptNumber: ReceiptNumber,
    minor: Type.Integer({ minimum: 0, maximum: minorAtMost }),
    /** A colleague who looked at the receipt too: asked for by `second-person-needed`. */
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
