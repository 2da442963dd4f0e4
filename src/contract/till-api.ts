import { type Endpoints, json, type Stream } from './endpoint.ts';
import { Nothing } from './member-input.ts';
import type { tillApi } from './paths.ts';
import {
  type CheckInCode,
  Enrol,
  Look,
  type RecentUse,
  Redeem,
  Reverse,
  StartShift,
  type TillDevice,
  type TillVoucher,
} from './till.ts';
import {
  AskMember,
  ChoosePin,
  type ChosenPin,
  ConfirmCode,
  ConfirmPin,
  EnrolMember,
  FindMember,
  PrintCard,
  type TillCard,
  type TillConfirmation,
  type TillEnrolment,
  type TillMember,
} from './till-members.ts';
import { ReportPurchase, type TillPurchase } from './till-purchase.ts';

/** The endpoints of the till page, under the names of their addresses in `paths.ts`: see `member-api.ts`. */

const device = json<TillDevice>();
const voucher = json<TillVoucher>();
const confirmation = json<TillConfirmation>();

export const tillEndpoints = {
  enrol: { post: { who: 'anyone', body: Enrol, answer: device } },
  device: { get: { who: 'device', answer: device } },
  shifts: { post: { who: 'device', body: StartShift, answer: device } },
  endShift: { post: { who: 'device', body: Nothing, answer: device } },
  look: { post: { who: 'shift', body: Look, answer: voucher } },
  redeem: { post: { who: 'shift', body: Redeem, answer: voucher } },
  findMember: { post: { who: 'shift', body: FindMember, answer: json<TillMember>() } },
  memberPin: { post: { who: 'shift', body: ChoosePin, answer: json<ChosenPin>() } },
  memberCard: { post: { who: 'shift', body: PrintCard, answer: json<TillCard>() } },
  enrolMember: { post: { who: 'shift', body: EnrolMember, answer: json<TillEnrolment>() } },
  askMember: { post: { who: 'shift', body: AskMember, answer: confirmation } },
  confirmation: { get: { who: 'shift', answer: confirmation } },
  confirmationCode: { post: { who: 'shift', body: ConfirmCode, answer: confirmation } },
  confirmationPin: { post: { who: 'shift', body: ConfirmPin, answer: confirmation } },
  cancelConfirmation: { post: { who: 'shift', body: Nothing, answer: confirmation } },
  reverse: { post: { who: 'shift', body: Reverse, answer: voucher } },
  purchases: { post: { who: 'shift', body: ReportPurchase, answer: json<TillPurchase>() } },
  checkInCodes: { post: { who: 'shift', body: Nothing, answer: json<CheckInCode>() } },
  recent: { get: { who: 'shift', answer: json<readonly RecentUse[]>() } },
  live: { get: { who: 'shift', answer: json<Stream>() } },
} as const satisfies Endpoints<typeof tillApi>;

export type TillEndpoints = typeof tillEndpoints;
