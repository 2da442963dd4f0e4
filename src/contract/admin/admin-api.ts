import { type Endpoints, json } from '#contract/endpoint.ts';
import type { adminApi } from '#contract/paths.ts';
import type {
  AdminMember,
  AnswerTaken,
  ExternalIds,
  LoadDryRun,
  MembershipView,
  PoolStanding,
  ReviewLink,
  ReviewTaken,
  SettlementReport,
  UploadReport,
  UploadView,
  Withdrawal,
} from './admin-answers.ts';
import {
  EndMembership,
  ExternalIdInput,
  ListUploads,
  LoadCodes,
  LookUpMember,
  MailReports,
  MakeReviewLink,
  ReportAnswer,
  ReportReview,
  Settle,
  StartMembership,
  Withdraw,
} from './admin-input.ts';

/**
 * The endpoints of an administrator's program, under the names of their addresses in `paths.ts`: see `member-api.ts`.
 * `docs/pool.md`, `docs/opinions.md` and `docs/import.md` list them; a test compares.
 */

const who = 'administrator';

export const adminEndpoints = {
  pools: { get: { who, answer: json<{ readonly pools: readonly PoolStanding[] }>() } },
  codes: { post: { who, query: LoadCodes, answer: json<UploadReport | LoadDryRun>() } },
  uploads: {
    get: {
      who,
      query: ListUploads,
      answer: json<{ readonly uploads: readonly UploadView[] }>(),
    },
  },
  upload: { get: { who, answer: json<UploadView & Pick<UploadReport, 'faults'>>() } },
  withdraw: { post: { who, query: Withdraw, answer: json<Withdrawal>() } },
  mailReports: {
    post: {
      who,
      body: MailReports,
      answer: json<{ readonly reports: readonly ('noted' | 'again' | 'unknown')[] }>(),
    },
  },
  settlements: { post: { who, query: Settle, answer: json<SettlementReport>() } },
  memberships: {
    get: { who, answer: json<{ readonly memberships: readonly MembershipView[] }>() },
    post: { who, body: StartMembership, answer: json<MembershipView>() },
  },
  endMembership: { post: { who, body: EndMembership, answer: json<MembershipView>() } },
  surveyAnswers: { post: { who, body: ReportAnswer, answer: json<AnswerTaken>() } },
  reviews: { post: { who, body: ReportReview, answer: json<ReviewTaken>() } },
  reviewLinks: { post: { who, body: MakeReviewLink, answer: json<ReviewLink>() } },
  lookUpMember: { post: { who, body: LookUpMember, answer: json<AdminMember>() } },
  externalIds: {
    get: { who, answer: json<ExternalIds>() },
    post: { who, body: ExternalIdInput, answer: json<ExternalIds>() },
  },
  removeExternalId: { post: { who, body: ExternalIdInput, answer: json<ExternalIds>() } },
} as const satisfies Endpoints<typeof adminApi>;

export type AdminEndpoints = typeof adminEndpoints;
