import { type Endpoints, json } from '#contract/endpoint.ts';
import type { adminApi } from '#contract/paths.ts';
import type {
  AnswerTaken,
  LoadDryRun,
  PoolStanding,
  ReviewLink,
  ReviewTaken,
  SettlementReport,
  UploadReport,
  UploadView,
  Withdrawal,
} from './admin-answers.ts';
import {
  ListUploads,
  LoadCodes,
  MakeReviewLink,
  ReportAnswer,
  ReportReview,
  Settle,
  Withdraw,
} from './admin-input.ts';

/**
 * The endpoints of an administrator's program, under the names of their addresses in `paths.ts`: see `member-api.ts`.
 * `docs/pool.md` and
 * `docs/opinions.md` list them; a test compares.
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
  settlements: { post: { who, query: Settle, answer: json<SettlementReport>() } },
  surveyAnswers: { post: { who, body: ReportAnswer, answer: json<AnswerTaken>() } },
  reviews: { post: { who, body: ReportReview, answer: json<ReviewTaken>() } },
  reviewLinks: { post: { who, body: MakeReviewLink, answer: json<ReviewLink>() } },
} as const satisfies Endpoints<typeof adminApi>;

export type AdminEndpoints = typeof adminEndpoints;
