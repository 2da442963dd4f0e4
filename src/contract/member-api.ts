import Type from 'typebox';
import { type Endpoints, json, type None, type Stream } from './endpoint.ts';
import type { HistoryPage, Voucher, Wallet } from './member.ts';
import {
  AnswerSurvey,
  AskAgain,
  AskSignIn,
  BeginHandOver,
  ChangeBirthday,
  ChangeProfile,
  ChooseLanguage,
  ChooseNewsletter,
  ClaimPurchase,
  Confirm,
  EnterCode,
  IssueVoucher,
  LinkToken,
  MatchLink,
  MatchNumber,
  Nothing,
  NotMe,
} from './member-input.ts';
import type { Versioned } from './page.ts';
import type { PassKey } from './pass.ts';
import type { askApi, memberApi, surveyApi } from './paths.ts';
import type { CheckedIn, Claimed, EarningPage, HeldPage, Ladder, Profile } from './profile.ts';
import type { HandOver, SignInLink, SignInWaiting } from './sign-in-face.ts';

/**
 * The endpoints of a shopper's pages, under the names of their addresses in `paths.ts`. The server's routes and the
 * pages' links are made from them. A page imports only their types, so no schema is sent to a phone.
 */

const HistoryQuery = Type.Object(
  { before: Type.Optional(Type.String({ pattern: '^[1-9]\\d{0,14}$' })) },
  { additionalProperties: false },
);

const voucher = json<Versioned<Voucher>>();
const profile = json<Versioned<Profile>>();
const held = json<Versioned<HeldPage>>();
const link = json<SignInLink>();
const handOver = json<HandOver>();
/** An empty answer: it is done. */
const done = json<None>();

export const memberEndpoints = {
  wallet: { get: { who: 'member', answer: json<Versioned<Wallet>>() } },
  history: { get: { who: 'member', query: HistoryQuery, answer: json<Versioned<HistoryPage>>() } },
  earning: { get: { who: 'member', answer: json<Versioned<EarningPage>>() } },
  checkIns: { post: { who: 'member', body: EnterCode, answer: json<CheckedIn>() } },
  claims: { post: { who: 'member', body: ClaimPurchase, answer: json<Claimed>() } },
  ladder: { get: { who: 'member', answer: json<Versioned<Ladder>>() } },
  profile: {
    get: { who: 'member', answer: profile },
    post: { who: 'member', body: ChangeProfile, answer: profile },
  },
  held: { get: { who: 'member', answer: held } },
  /** A file to keep. */
  copy: { post: { who: 'member', body: Nothing, answer: json<object>() } },
  freeze: { post: { who: 'member', body: Nothing, answer: held } },
  thaw: { post: { who: 'member', body: Nothing, answer: held } },
  erase: { post: { who: 'member', body: Confirm, answer: done } },
  birthday: { post: { who: 'member', body: ChangeBirthday, answer: profile } },
  newsletter: { post: { who: 'member', body: ChooseNewsletter, answer: profile } },
  newsletterCode: { post: { who: 'member', body: EnterCode, answer: profile } },
  redemptions: { post: { who: 'member', body: IssueVoucher, answer: voucher } },
  redemption: { get: { who: 'member', answer: voucher } },
  cancel: { post: { who: 'member', body: Nothing, answer: voucher } },
  signIns: { post: { who: 'anyone', body: AskSignIn, answer: json<SignInWaiting>() } },
  again: { post: { who: 'member', body: AskAgain, answer: json<SignInWaiting>() } },
  signIn: { get: { who: 'anyone', answer: json<SignInWaiting>() } },
  code: { post: { who: 'anyone', body: EnterCode, answer: done } },
  enter: { post: { who: 'anyone', body: Nothing, answer: done } },
  linkEnter: { post: { who: 'anyone', body: LinkToken, answer: done } },
  linkMatch: { post: { who: 'anyone', body: MatchLink, answer: link } },
  linkNotMe: { post: { who: 'anyone', body: NotMe, answer: link } },
  handOvers: { post: { who: 'member', body: BeginHandOver, answer: handOver } },
  handOver: { get: { who: 'member', answer: handOver } },
  handOverMatch: { post: { who: 'member', body: MatchNumber, answer: handOver } },
  handOverClaim: { post: { who: 'anyone', body: LinkToken, answer: json<SignInWaiting>() } },
  signOut: { post: { who: 'anyone', body: Nothing, answer: done } },
  language: { post: { who: 'anyone', body: ChooseLanguage, answer: done } },
  revokeDevice: { post: { who: 'member', body: Nothing, answer: profile } },
  revokeOthers: { post: { who: 'member', body: Nothing, answer: profile } },
  pass: { post: { who: 'member', body: Nothing, answer: json<PassKey>() } },
  live: { get: { who: 'member', answer: json<Stream>() } },
} as const satisfies Endpoints<typeof memberApi>;

export type MemberEndpoints = typeof memberEndpoints;

/** How a member answers a till's question. */
export const askEndpoints = {
  yes: { post: { who: 'member', body: Nothing, answer: voucher } },
  no: { post: { who: 'member', body: Nothing, answer: done } },
} as const satisfies Endpoints<typeof askApi>;

export type AskEndpoints = typeof askEndpoints;

/** How a member answers a survey. */
export const surveyEndpoints = {
  survey: { post: { who: 'member', body: AnswerSurvey, answer: voucher } },
} as const satisfies Endpoints<typeof surveyApi>;

export type SurveyEndpoints = typeof surveyEndpoints;
