import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { paths, reviewAt, systemApi } from '#contract/paths.ts';
import { type Refusal, Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import type { ReviewGave } from '#server/usecases/occasions/report-review.ts';
import {
  type ReviewLinkState,
  takeByLink,
  viewReviewLink,
} from '#server/usecases/occasions/review-link.ts';
import { refusalStatus } from './edge/refusal-status.ts';
import { languageOf, sessionOf } from './edge/request-context.ts';
import { linkedPage, sendLinked } from './pages/linked-page.ts';
import type { WriteDocument } from './pages/template.ts';

type Asked = FastifyRequest<{ Params: { token: string } }>;

/** What the page says: it asks, it gave, or why it doesn't. */
type Step = 'ask' | { readonly gave: ReviewGave } | { readonly refusal: Refusal };

/**
 * The page behind a link that gives for a review. Opening it does nothing, because programs that look into mails open
 * links: its button gives, once.
 */
export function reviewRoutes(app: FastifyInstance, context: Context, write: WriteDocument): void {
  const viewerOf = async (request: FastifyRequest) =>
    (await sessionOf(context, request))?.memberId ?? null;
  const show = async (request: Asked, reply: FastifyReply, step: Step) => {
    const language = languageOf(request);
    const title = everything(language)(step === 'ask' ? 'review.title' : titleOf(step));
    const inside = markupOf(language, title, { step, token: request.params.token });
    const isRefused = step !== 'ask' && 'refusal' in step;
    reply.code(isRefused ? refusalStatus[step.refusal.key] : 200);
    return sendLinked(reply, await linkedPage(context, write, { language, title, inside }));
  };

  app.get(systemApi.review, async (request: Asked, reply) => {
    const { token } = request.params;
    return show(
      request,
      reply,
      stepOf(await viewReviewLink(context, token, await viewerOf(request))),
    );
  });

  app.post(systemApi.review, async (request: Asked, reply) => {
    const { token } = request.params;
    try {
      return show(request, reply, {
        gave: await takeByLink(context, token, await viewerOf(request)),
      });
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return show(request, reply, { refusal: error.refusal });
    }
  });
}

function stepOf(link: ReviewLinkState): Step {
  switch (link.state) {
    case 'ready':
      return 'ask';
    case 'taken':
      return { gave: link.gave };
    case 'none':
      return { refusal: { key: 'review-none' } };
    case 'over':
      return { refusal: { key: 'review-link-over' } };
    case 'other':
      return { refusal: { key: 'review-link-other' } };
  }
}

const titleOf = (step: Exclude<Step, 'ask'>) =>
  'gave' in step ? ('review.thanks' as const) : ('review.title' as const);

function markupOf(
  language: Language,
  title: string,
  { step, token }: { readonly step: Step; readonly token: string },
): string {
  const t = everything(language);
  const said = `<h1>${escapeHtml(title)}</h1><p role="status">${escapeHtml(textOf(language, step))}</p>`;
  const next =
    step === 'ask'
      ? `<form method="post" action="${escapeHtml(reviewAt(token))}" class="stack"><button type="submit" class="button">${escapeHtml(t('review.button'))}</button></form>`
      : `<a class="button" href="${paths.wallet}">${escapeHtml(t('review.open'))}</a>`;
  return `<div class="stack">${said}${next}</div>`;
}

function textOf(language: Language, step: Step): string {
  const t = everything(language);
  if (step === 'ask') return t('review.ask');
  if ('refusal' in step) {
    // None of these sentences has a time or a tier in it.
    const format = formatOf(language, 'UTC');
    return refusalSentence(t, { format, tierName: (id) => id }, step.refusal);
  }
  const { outcome, points } = step.gave;
  return outcome === 'given' ? t('review.given', { points }) : t(`review.${outcome}`);
}
