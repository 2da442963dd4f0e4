import type { FastifyInstance, FastifyRequest } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { messagesPage, systemApi, unsubscribeAt } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  chooseByLink,
  endByLink,
  type LinkedChoices,
  viewChoices,
} from '#server/usecases/rights/end-messages.ts';
import { readFormLists } from './edge/form-lists.ts';
import { languageOf } from './edge/request-context.ts';
import { type LinkedPage, linkedPage, sendLinked } from './pages/linked-page.ts';
import { choicesForm, tickedIn } from './pages/message-choices.ts';
import type { WriteDocument } from './pages/template.ts';

type Asked = FastifyRequest<{ Params: { token: string }; Body: URLSearchParams | undefined }>;

/** What a request has done: a GET only asks, as scanners of links send it. */
type Done = 'asked' | 'ended' | 'chosen';

/**
 * Where a mail's one click ends messages (RFC 8058): for mail programs, which send a POST without a cookie, and for
 * people, who can choose there what comes.
 */
export async function unsubscribeRoutes(
  app: FastifyInstance,
  context: Context,
  write: WriteDocument,
): Promise<void> {
  await app.register(async (scope) => {
    // A mail program sends either form's type, and always the same in it: only our own form is read.
    readFormLists(scope);
    const show = async ({ request, done }: { request: Asked; done: Done }): Promise<LinkedPage> => {
      const linked = await viewChoices(context, request.params.token);
      if (!linked) throw new Refused({ key: 'not-found' });
      const language = languageOf(request);
      return linkedPage(context, write, {
        language,
        title: everything(language)(titles[done]),
        inside: markupOf(language, request.params.token, { linked, done }),
      });
    };
    scope.get(systemApi.unsubscribe, async (request: Asked, reply) => {
      return sendLinked(reply, await show({ request, done: 'asked' }));
    });
    scope.post(systemApi.unsubscribe, async (request: Asked, reply) => {
      const { params, body } = request;
      const isChoosing = body?.has('choose') ?? false;
      if (isChoosing) await chooseByLink(context, params.token, tickedIn(body));
      else await endByLink(context, params.token);
      return sendLinked(reply, await show({ request, done: isChoosing ? 'chosen' : 'ended' }));
    });
  });
}

const titles = {
  asked: 'message.end-title',
  ended: 'message.ended-title',
  chosen: 'message.ended-title',
} as const satisfies Record<Done, string>;

function markupOf(
  language: Language,
  token: string,
  { linked: { kind, wanted, offered }, done }: { linked: LinkedChoices; done: Done },
): string {
  const t = everything(language);
  const name = t(`message.${kind}`);
  const said = {
    asked: () => t('message.end', { name }),
    ended: () => t('message.ended', { name }),
    chosen: () => t('message.chosen'),
  }[done]();
  const form = `<form method="post" action="${escapeHtml(unsubscribeAt(token))}" class="panel stack">`;
  const end = `${form}<button type="submit" class="button">${escapeHtml(t('message.end-button'))}</button></form>`;
  return `<div class="stack"><h1>${escapeHtml(t(titles[done]))}</h1><p role="status">${escapeHtml(said)}</p>
${done === 'asked' ? end : ''}${choicesForm(language, unsubscribeAt(token), { wanted, offered, consents: null })}
<a class="button quiet" href="${messagesPage}">${escapeHtml(t('message.see'))}</a></div>`;
}
