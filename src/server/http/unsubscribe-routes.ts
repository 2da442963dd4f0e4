import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { paths, systemApi, unsubscribeAt } from '#contract/paths.ts';
import type { MessageKind } from '#domain/program/message-settings.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { logoData } from '#server/usecases/program/logo-data.ts';
import { endByLink, messageOfLink } from '#server/usecases/rights/end-messages.ts';
import { languageOf } from './edge/request-context.ts';
import { pagePolicy } from './edge/security-headers.ts';
import type { WriteDocument } from './pages/template.ts';

type Asked = FastifyRequest<{ Params: { token: string } }>;

/**
 * Where a mail's one click ends messages (RFC 8058): for mail programs, which send a POST without a cookie, and for
 * people, whom a GET only asks, as scanners of links send it.
 */
export async function unsubscribeRoutes(
  app: FastifyInstance,
  context: Context,
  write: WriteDocument,
): Promise<void> {
  await app.register(async (scope) => {
    // A mail program sends either form's type. What it says there is always the same, so nobody reads it.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, _body, done) => done(null));
    scope.get(systemApi.unsubscribe, async (request: Asked, reply) => {
      const kind = await messageOfLink(context, request.params.token);
      return answer(context, write, { request, reply, kind, has: 'asked' });
    });
    scope.post(systemApi.unsubscribe, async (request: Asked, reply) => {
      const kind = await endByLink(context, request.params.token);
      return answer(context, write, { request, reply, kind, has: 'ended' });
    });
  });
}

async function answer(
  context: Context,
  write: WriteDocument,
  {
    request,
    reply,
    kind,
    has,
  }: { request: Asked; reply: FastifyReply; kind: MessageKind | null; has: 'asked' | 'ended' },
): Promise<FastifyReply> {
  if (kind === null) throw new Refused({ key: 'not-found' });
  const language = languageOf(request);
  const t = everything(language);
  const { program } = await readWork(context);
  const name = t(`message.${kind}`);
  const title = has === 'asked' ? t('message.end-title') : t('message.ended-title');
  const said = has === 'asked' ? t('message.end', { name }) : t('message.ended', { name });
  const action = escapeHtml(unsubscribeAt(request.params.token));
  const next =
    has === 'asked'
      ? `<form method="post" action="${action}"><button type="submit" class="button">${escapeHtml(t('message.end-button'))}</button></form>`
      : `<a class="button plain" href="${paths.held}">${escapeHtml(t('message.choose'))}</a>`;
  const markup = `<header class="top"><span class="brand">${escapeHtml(program.name)}</span></header>
<main><div class="empty"><h1>${escapeHtml(title)}</h1><p>${escapeHtml(said)}</p>${next}</div></main>`;
  const logoUrl = program.brand.logoPicture ? await logoData(context, program.brand, 320) : null;
  const parts = {
    language,
    title,
    markup,
    state: null,
    program,
    logoUrl,
    styles: 'anyone',
  } as const;
  const { html, styleHash } = write(parts);
  return reply
    .type('text/html; charset=utf-8')
    .headers({
      'content-security-policy': pagePolicy({ styleHash, runs: 'nothing' }),
      'cache-control': 'no-store',
    })
    .send(html);
}
