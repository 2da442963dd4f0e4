import type { TSchema } from 'typebox';
import type { deskApi } from '#contract/desk/desk-paths.ts';
import { type Endpoints, json } from '#contract/endpoint.ts';
import { Nothing } from '#contract/member-input.ts';
import type { DeskRight } from '#domain/desk/desk-role.ts';
import { beginningEndpoints } from './begin-api.ts';
import type {
  ActView,
  AdministratorView,
  DeskHome,
  DeskLinkFace,
  DeskMe,
  OneTimeLink,
  OwnPasskeys,
  PageOf,
  PasskeyOptions,
} from './desk-answers.ts';
import type { DeskAudit } from './desk-audit.ts';
import type { DeskFigures, SegmentCounts } from './desk-figures.ts';
import {
  AskPlayground,
  type BothTried,
  type Playground,
  type RehearsalLine,
  RehearseText,
  TryMoment,
} from './desk-foresight.ts';
import {
  AddAssociate,
  AddPasskey,
  AdjustPoints,
  Apologise,
  AskFirstPasskey,
  AskProof,
  AuditWith,
  ChangeRole,
  EnrolTill,
  EnterByLink,
  EraseMember,
  FindMembers,
  GiveTillKey,
  InviteAdministrator,
  ListActs,
  OfLink,
  OlderEntries,
  PostersOf,
  SignInAtDesk,
  UndoVoucher,
} from './desk-input.ts';
import type {
  DeskHistory,
  DeskMember,
  DeskMessage,
  DeskPurchase,
  DeskVoucher,
  FoundMembers,
  MemberCard,
  PointsBack,
  PointsDone,
} from './desk-members.ts';
import {
  AskEffect,
  BeginDraft,
  type DeskProgram,
  type DraftDifference,
  type DraftEffect,
  EndDraft,
  GivePicture,
  LookAtDraft,
  type PictureGiven,
  type ProgramDraft,
  type ProgramPut,
  type ProgramText,
  PutDraft,
  SaveDraft,
} from './desk-program.ts';
import type { DeskStore, NewPin, NewTillKey, StoreLine } from './desk-stores.ts';
import { operationsEndpoints } from './operations-api.ts';
import { supportEndpoints } from './support-api.ts';

/**
 * The endpoints of the desk, under the names of their addresses in `desk-paths.ts`: see `member-api.ts`. `right` says who may
 * ask (`domain/desk/desk-role.ts`); a line of an administrator without it does not start.
 */

const who = 'administrator';
const options = json<PasskeyOptions>();
const done = json<{ readonly done: true }>();

/** A program's file may be 2 MB long, and more as JSON. */
const long = <S extends TSchema>(body: S) => ({
  body,
  route: { schema: { body }, bodyLimit: 8_000_000 },
});

const may = <R extends DeskRight>(right: R) => ({ who, right }) as const;

export const deskEndpoints = {
  link: { post: { who: 'anyone', body: OfLink, answer: json<DeskLinkFace>() } },
  linkOptions: { post: { who: 'anyone', body: AskFirstPasskey, answer: options } },
  linkEnter: { post: { who: 'anyone', body: EnterByLink, answer: json<DeskMe>() } },
  signInOptions: { post: { who: 'anyone', body: Nothing, answer: options } },
  signIn: { post: { who: 'anyone', body: SignInAtDesk, answer: json<DeskMe>() } },
  me: { get: { ...may('look'), answer: json<DeskMe>() } },
  signOut: { post: { ...may('look'), body: Nothing, answer: done } },
  signOutAll: { post: { ...may('look'), body: Nothing, answer: done } },
  proofOptions: { post: { ...may('look'), body: AskProof, answer: options } },
  proof: { post: { ...may('look'), body: SignInAtDesk, answer: done } },
  passkeys: { get: { ...may('own-passkeys'), answer: json<OwnPasskeys>() } },
  passkeyOptions: { post: { ...may('add-passkey'), body: Nothing, answer: options } },
  addPasskey: { post: { ...may('add-passkey'), body: AddPasskey, answer: done } },
  endPasskey: { post: { ...may('end-passkey'), body: Nothing, answer: done } },
  home: { get: { ...may('look'), answer: json<DeskHome>() } },
  administrators: {
    get: {
      ...may('see-administrators'),
      answer: json<{ readonly administrators: readonly AdministratorView[] }>(),
    },
    post: {
      ...may('manage-administrators'),
      body: InviteAdministrator,
      answer: json<OneTimeLink>(),
    },
  },
  administratorRole: { post: { ...may('manage-administrators'), body: ChangeRole, answer: done } },
  administratorLink: {
    post: { ...may('manage-administrators'), body: Nothing, answer: json<OneTimeLink>() },
  },
  administratorSessions: { post: { ...may('manage-administrators'), body: Nothing, answer: done } },
  administratorEnd: { post: { ...may('manage-administrators'), body: Nothing, answer: done } },
  acts: { get: { ...may('see-acts'), query: ListActs, answer: json<PageOf<ActView>>() } },
  undoAct: { post: { ...may('undo-act'), body: Nothing, answer: done } },
  members: {
    // A question of which no address is to stand in a URL, where logs and the browser's history would keep it.
    post: { ...may('see-members'), body: FindMembers, answer: json<FoundMembers>() },
  },
  member: { get: { ...may('see-members'), answer: json<DeskMember>() } },
  memberHistory: {
    get: { ...may('see-members'), query: OlderEntries, answer: json<DeskHistory>() },
  },
  memberVouchers: {
    get: { ...may('see-members'), query: ListActs, answer: json<PageOf<DeskVoucher>>() },
  },
  memberPurchases: {
    get: { ...may('see-members'), query: ListActs, answer: json<PageOf<DeskPurchase>>() },
  },
  memberMessages: {
    get: { ...may('see-members'), query: ListActs, answer: json<PageOf<DeskMessage>>() },
  },
  memberActs: {
    get: { ...may('see-members'), query: ListActs, answer: json<PageOf<ActView>>() },
  },
  undoVoucher: { post: { ...may('undo-voucher'), body: UndoVoucher, answer: done } },
  memberCard: { post: { ...may('give-card'), body: Nothing, answer: json<MemberCard>() } },
  copyMember: {
    post: {
      ...may('copy-member'),
      body: Nothing,
      answer: json<Readonly<Record<string, unknown>>>(),
    },
  },
  eraseMember: { post: { ...may('erase-member'), body: EraseMember, answer: done } },
  adjust: { post: { ...may('adjust-points'), body: AdjustPoints, answer: json<PointsDone>() } },
  apologise: { post: { ...may('apologise'), body: Apologise, answer: json<PointsDone>() } },
  reinstate: {
    post: { ...may('reinstate-points'), body: Nothing, answer: json<PointsBack>() },
  },
  ...supportEndpoints,
  audit: { get: { ...may('look'), query: AuditWith, answer: json<DeskAudit>() } },
  figures: { get: { ...may('see-figures'), answer: json<DeskFigures>() } },
  segmentCounts: { get: { ...may('see-figures'), answer: json<SegmentCounts>() } },
  rehearsal: {
    post: {
      ...may('rehearse'),
      ...long(RehearseText),
      // A line of JSON at a time: `web/lines.ts`.
      answer: json<RehearsalLine>(),
    },
  },
  playground: {
    get: { ...may('use-playground'), query: AskPlayground, answer: json<Playground>() },
    post: { ...may('use-playground'), body: TryMoment, answer: json<BothTried>() },
  },
  posters: { get: { ...may('see-stores'), query: PostersOf, answer: json<string>() } },
  stores: {
    get: { ...may('see-stores'), answer: json<{ readonly stores: readonly StoreLine[] }>() },
  },
  store: { get: { ...may('see-stores'), answer: json<DeskStore>() } },
  enrolTill: { post: { ...may('enrol-till'), body: EnrolTill, answer: json<OneTimeLink>() } },
  endDevice: { post: { ...may('end-device'), body: Nothing, answer: done } },
  giveTillKey: {
    post: { ...may('give-till-key'), body: GiveTillKey, answer: json<NewTillKey>() },
  },
  endTillKey: { post: { ...may('end-till-key'), body: Nothing, answer: done } },
  addAssociate: {
    post: { ...may('change-associates'), body: AddAssociate, answer: json<NewPin>() },
  },
  renewPin: { post: { ...may('change-associates'), body: Nothing, answer: json<NewPin>() } },
  program: { get: { ...may('see-program'), answer: json<DeskProgram>() } },
  programVersion: { get: { ...may('see-program'), answer: json<ProgramText>() } },
  withdrawProgram: { post: { ...may('put-program'), body: Nothing, answer: done } },
  beginDraft: {
    post: { ...may('edit-program'), ...long(BeginDraft), answer: json<ProgramDraft>() },
  },
  draft: {
    get: { ...may('see-program'), answer: json<ProgramDraft>() },
    post: { ...may('edit-program'), ...long(SaveDraft), answer: json<ProgramDraft>() },
  },
  compareDraft: {
    post: { ...may('edit-program'), ...long(SaveDraft), answer: json<DraftDifference>() },
  },
  discardDraft: { post: { ...may('edit-program'), body: EndDraft, answer: done } },
  draftEffect: {
    get: { ...may('see-program'), query: AskEffect, answer: json<DraftEffect>() },
  },
  draftPicture: {
    // The file is the body, as `application/octet-stream`.
    post: { ...may('edit-program'), query: GivePicture, answer: json<PictureGiven>() },
  },
  draftPreview: {
    get: { ...may('see-program'), query: LookAtDraft, answer: json<string>() },
  },
  putDraft: { post: { ...may('put-program'), body: PutDraft, answer: json<ProgramPut>() } },
  dismiss: { post: { ...may('change-associates'), body: Nothing, answer: done } },
  ...beginningEndpoints,
  ...operationsEndpoints,
} as const satisfies Endpoints<typeof deskApi>;

export type DeskEndpoints = typeof deskEndpoints;
