import { type Endpoints, json } from '#contract/endpoint.ts';
import type { adminApi } from '#contract/paths.ts';
import type { AdminScope } from '#domain/people/admin-scope.ts';
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
import { type FactAnswers, FactSourceNamed, ReportFacts } from './admin-facts.ts';
import type { ImportReport, PurchasesReport } from './admin-imports.ts';
import {
  EndMembership,
  ExternalIdInput,
  ImportMembers,
  ImportPurchases,
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
 * `docs/pool.md`, `docs/opinions.md`, `docs/import.md` and `docs/facts.md` list them; a test compares, and tries each with every scope.
 */

/** `right`: the scope that a key needs (`domain/people/admin-scope.ts`). */
const may = <S extends AdminScope>(right: S) => ({ who: 'administrator', right }) as const;

export const adminEndpoints = {
  pools: {
    get: { ...may('pools:read'), answer: json<{ readonly pools: readonly PoolStanding[] }>() },
  },
  codes: {
    post: { ...may('pools:write'), query: LoadCodes, answer: json<UploadReport | LoadDryRun>() },
  },
  uploads: {
    get: {
      ...may('pools:read'),
      query: ListUploads,
      answer: json<{ readonly uploads: readonly UploadView[] }>(),
    },
  },
  upload: {
    get: { ...may('pools:read'), answer: json<UploadView & Pick<UploadReport, 'faults'>>() },
  },
  withdraw: { post: { ...may('pools:write'), query: Withdraw, answer: json<Withdrawal>() } },
  mailReports: {
    post: {
      ...may('mail-reports:write'),
      body: MailReports,
      answer: json<{ readonly reports: readonly ('noted' | 'again' | 'unknown')[] }>(),
    },
  },
  settlements: { post: { ...may('pools:write'), query: Settle, answer: json<SettlementReport>() } },
  memberships: {
    get: {
      ...may('memberships:read'),
      answer: json<{ readonly memberships: readonly MembershipView[] }>(),
    },
    post: { ...may('memberships:write'), body: StartMembership, answer: json<MembershipView>() },
  },
  endMembership: {
    post: { ...may('memberships:write'), body: EndMembership, answer: json<MembershipView>() },
  },
  surveyAnswers: {
    post: { ...may('opinions:write'), body: ReportAnswer, answer: json<AnswerTaken>() },
  },
  reviews: { post: { ...may('opinions:write'), body: ReportReview, answer: json<ReviewTaken>() } },
  reviewLinks: {
    post: { ...may('opinions:write'), body: MakeReviewLink, answer: json<ReviewLink>() },
  },
  lookUpMember: {
    post: { ...may('members:read'), body: LookUpMember, answer: json<AdminMember>() },
  },
  externalIds: {
    get: { ...may('members:read'), answer: json<ExternalIds>() },
    post: { ...may('members:write'), body: ExternalIdInput, answer: json<ExternalIds>() },
  },
  removeExternalId: {
    post: { ...may('members:write'), body: ExternalIdInput, answer: json<ExternalIds>() },
  },
  imports: {
    post: { ...may('imports:write'), query: ImportMembers, answer: json<ImportReport>() },
  },
  importPurchases: {
    post: { ...may('imports:write'), query: ImportPurchases, answer: json<PurchasesReport>() },
  },
  facts: {
    // Signed, so no key is needed.
    post: { who: 'source', query: FactSourceNamed, body: ReportFacts, answer: json<FactAnswers>() },
  },
} as const satisfies Endpoints<typeof adminApi>;

export type AdminEndpoints = typeof adminEndpoints;
