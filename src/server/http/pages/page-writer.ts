import type { FastifyReply, FastifyRequest } from 'fastify';
import { documentMark, type ShareCard } from '#contract/document.ts';
import type { PageState, QueryData, QueryKey, RenderPage } from '#contract/page.ts';
import { shareCards } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { readCookie } from '#server/http/edge/cookies.ts';
import type { Notice } from '#server/http/edge/reply-with.ts';
import { languageOf } from '#server/http/edge/request-context.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { makeId } from '#server/usecases/ground/make-id.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import type { Session } from '#server/usecases/sign-in/session.ts';
import { viewVisit } from '#server/usecases/wallet/view-visit.ts';
import { plainSurvey } from './plain-survey.ts';
import { shareCardName, shareCardSize } from './share-card.ts';
import type { WriteDocument } from './template.ts';

/** The two builds that make documents; `main` loads them once. */
export interface Pages {
  readonly shopper: WriteDocument;
  readonly till: WriteDocument;
  readonly desk: WriteDocument;
  readonly noSignal: WriteDocument;
  readonly render: RenderPage;
}

export type Query = {
  [K in keyof QueryData]: { key: QueryKey; data: QueryData[K] };
}[keyof QueryData];

/** The parts of a page. */
export interface PageContent {
  readonly session: Session | null;
  readonly placement: string | null;
  readonly queries: readonly Query[];
  /** What became of the form that led here. */
  readonly notice?: Notice | null;
  readonly failure?: PageState['failure'];
  readonly status?: number;
}

/** The highest number of forms on a page that create something. */
const formIdsAPage = 2;

const voucherIn = ({ queries }: PageContent): QueryData['voucher'] | undefined => {
  const found = queries.find(({ key: [name] }) => name === 'voucher');
  return found && (found.data as QueryData['voucher']); // Its key names its type.
};

const stylesFor = (content: PageContent) => (voucherIn(content) ? 'voucher' : 'member');

/** Renders a member's page with its data inside, as the first answer of a visit. */
export async function writePage(
  context: Context,
  pages: Pages,
  request: FastifyRequest,
  reply: FastifyReply,
  content: PageContent,
): Promise<FastifyReply> {
  const language = languageOf(request);
  const { program } = await readWork(context);
  const visit = await viewVisit(context, {
    signedIn: content.session !== null,
    placement: content.placement,
    invitation: invitationIn(request),
    language,
  });
  const state: PageState = {
    language,
    at: context.now(),
    queries: [{ key: ['visit'], data: visit }, ...content.queries],
    refusal: null,
    form: null,
    done: null,
    ...content.notice,
    formIds: Array.from({ length: formIdsAPage }, () => makeId(context)),
    failure: content.failure ?? null,
  };
  const { markup, title } = await pages.render({ url: request.url, state });
  const { html, styleHash } = pages.shopper({
    language,
    title,
    markup,
    plain: plainSurvey(voucherIn(content)),
    state,
    program,
    styles: content.session ? stylesFor(content) : 'anyone',
    share: content.session ? undefined : shareCardOf(program, context.publicUrl),
  });
  return reply
    .code(content.status ?? 200)
    .headers({
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy({ styleHash, runs: 'worker' }),
      // Nothing of a member stays in the browser's own cache: the worker keeps what it may, and signing out deletes it.
      'cache-control': 'no-store',
      // Marks the document as ours, so that the worker keeps no captive portal's page.
      [documentMark]: '1',
    })
    .send(html);
}

/** The invitation that the first page's address names, or that was followed in this browser just before; null: none. */
function invitationIn(request: FastifyRequest): string | null {
  const { i } = request.query as { i?: unknown }; // Anything may be in the address.
  return typeof i === 'string' ? i : (readCookie(request, 'invitation') ?? null);
}

const shareCardOf = (program: Program, publicUrl: string): ShareCard => ({
  site: program.name,
  image: publicUrl + shareCards + shareCardName(program),
  ...shareCardSize,
});
