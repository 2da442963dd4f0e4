import { PosProblem, PosVoucher } from '#contract/pos/pos.ts';
import { PosEvent } from '#contract/pos/pos-events.ts';
import { PosConfirmation, PosMember, PosOffer } from '#contract/pos/pos-members.ts';
import {
  PosHolder,
  PosMemberRef,
  PosMoney,
  PosReward,
  PosRounding,
  PosWorth,
} from '#contract/pos/pos-parts.ts';
import { PosPurchaseAnswer, PosReturnAnswer } from '#contract/pos/pos-purchases.ts';
import { PosHistoryEntry, PosPurchaseRecord, PosReturnRecord } from '#contract/pos/pos-reading.ts';

/** Schemas that are described once and referred to by name. */
export const sharedSchemas = {
  Money: PosMoney,
  Rounding: PosRounding,
  Worth: PosWorth,
  Reward: PosReward,
  Offer: PosOffer,
  MemberRef: PosMemberRef,
  Holder: PosHolder,
  Problem: PosProblem,
  Voucher: PosVoucher,
  Purchase: PosPurchaseAnswer,
  Return: PosReturnAnswer,
  Member: PosMember,
  Confirmation: PosConfirmation,
  PurchaseRecord: PosPurchaseRecord,
  ReturnRecord: PosReturnRecord,
  HistoryEntry: PosHistoryEntry,
  Event: PosEvent,
} as const;
