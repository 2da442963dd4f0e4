import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { messagesPage, paths } from '#contract/paths.ts';
import { messageRules } from '#domain/messages/message.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { readFormLists } from '#server/http/edge/form-lists.ts';
import { leadToSignIn, noteDone, takeNotice } from '#server/http/edge/reply-with.ts';
import { languageOf, sessionOf } from '#server/http/edge/request-context.ts';
import { linkedPage, sendLinked } from '#server/http/pages/linked-page.ts';
import { choicesForm, tickedIn } from '#server/http/pages/message-choices.ts';
import type { WriteDocument } from '#server/http/pages/template.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { chooseMessages } from '#server/usecases/rights/end-messages.ts';
import { type OwnMessages, viewMessages } from '#server/usecases/rights/view-messages.ts';

/**
 * The page on which a member chooses what comes and sees what was sent. The server draws it, so that it weighs nothing in
 * the app and is the same form as behind a mail's link.
 */
export async function messageRoutes(
  app: FastifyInstance,
  context: Context,
  write: WriteDocument,
): Promise<void> {
  await app.register(async (scope) => {
    readFormLists(scope);
    scope.get(messagesPage, async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) return leadToSignIn(context, request, reply);
      const own = await viewMessages(context, session.memberId);
      const language = languageOf(request);
      const notice = takeNotice(context, request, reply);
      const isSaved = notice !== null && 'done' in notice;
      const title = everything(language)('message.title');
      const inside = markupOf(language, own, isSaved);
      const page = { language, title, inside, back: paths.profile };
      return sendLinked(reply, await linkedPage(context, write, page));
    });
    scope.post<{ Body: URLSearchParams | undefined }>(messagesPage, async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) return leadToSignIn(context, request, reply);
      // Only our own form says that it was filled in: a request without one must not end every message.
      if (request.body?.has('choose')) {
        await chooseMessages(context, session.memberId, tickedIn(request.body));
        noteDone(context, request, reply, 'saved');
      }
      return reply.redirect(messagesPage, 303);
    });
  });
}

function markupOf(language: Language, own: OwnMessages, isSaved: boolean): string {
  const t = everything(language);
  const say = (text: string, as = 'p') => `<${as}>${escapeHtml(text)}</${as}>`;
  const saved = isSaved
    ? `<p class="notice calm" role="status">${escapeHtml(t('message.chosen'))}</p>`
    : '';
  const comesBack = (address: string) =>
    own.dead === 'claimed'
      ? t('message.dead-claimed', { address })
      : t('message.dead', { address });
  const dead = own.dead ? `<p class="notice">${escapeHtml(comesBack(own.address))}</p>` : '';
  const format = formatOf(language, own.timeZone);
  const lines = own.log.map(({ kind, channel, state, why, at }) => {
    const what = `<b>${escapeHtml(t(`message.${kind}`))}</b>`;
    const became =
      why === null
        ? t(`message.${state === 'withheld' ? 'failed' : state}`, {
            channel: t(channel === 'mail' ? 'message.by-mail' : 'message.by-other'),
          })
        : t(`message.why-${why}`);
    const time = `<time datetime="${new Date(at).toISOString()}">${escapeHtml(format.fullDateTime(at))}</time>`;
    return `<li><span class="line-what">${what}<span>${escapeHtml(became)}</span><span>${time}</span></span></li>`;
  });
  const older = own.more
    ? `<p class="hint">${escapeHtml(t('message.older', { count: own.log.length }))}</p>`
    : '';
  const isAsked = own.offered.some((kind) => {
    const { consent } = messageRules[kind];
    return consent !== null && !own.consents.includes(consent);
  });
  const consentsAt = isAsked
    ? `<a class="button quiet" href="${paths.profile}">${escapeHtml(t('message.consents'))}</a>`
    : '';
  const log =
    lines.length > 0 ? `<ul class="lines">${lines.join('')}</ul>${older}` : say(t('message.none'));
  return `<div class="stack"><h1>${escapeHtml(t('message.title'))}</h1>${saved}${dead}
${say(t('message.to', { address: own.address }))}
${choicesForm(language, messagesPage, own)}${consentsAt}
<h2>${escapeHtml(t('message.log'))}</h2>${log}
<a class="button quiet" href="${paths.held}">${escapeHtml(t('message.copy'))}</a></div>`;
}
