import type { FastifyReply } from 'fastify';
import { documentMark, escapeHtml } from '#contract/document.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { logoData } from '#server/usecases/program/logo-data.ts';
import type { WriteDocument } from './template.ts';

/** A page that the server draws alone, in the shop's brand. */
export interface LinkedPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The sign that points back, as the app draws it. */
const backIcon =
  '<svg class="icon turns" viewBox="0 0 24 24" aria-hidden="true"><path d="M15 5l-7 7 7 7"/></svg>';

/**
 * Writes a page that runs no script and needs no session, so that it opens wherever the mail is read.
 * @param inside HTML, its texts escaped
 * @param back the address of the way back, for a member's own page; it stands where the app has it
 */
export async function linkedPage(
  context: Context,
  write: WriteDocument,
  {
    language,
    title,
    inside,
    back,
  }: { language: Language; title: string; inside: string; back?: string },
): Promise<LinkedPage> {
  const { program } = await readWork(context);
  const logoUrl = program.brand.logoPicture ? await logoData(context, program.brand, 320) : null;
  const way = back
    ? `<a class="back" href="${back}">${backIcon}${escapeHtml(everything(language)('common.back'))}</a>`
    : '';
  const markup = `<header class="top">${way}<span class="brand">${escapeHtml(program.name)}</span></header>
<main>${inside}</main>`;
  const parts = { language, title, markup, state: null, program, logoUrl } as const;
  const { html, styleHash } = write({ ...parts, styles: 'anyone' });
  return {
    html,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': pagePolicy({ styleHash, runs: 'nothing' }),
      'cache-control': 'no-store',
      // Tells the worker that it is ours, and no captive portal's.
      [documentMark]: '1',
    },
  };
}

export const sendLinked = (reply: FastifyReply, { html, headers }: LinkedPage): FastifyReply =>
  reply.headers(headers).send(html);
