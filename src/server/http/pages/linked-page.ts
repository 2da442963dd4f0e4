import type { FastifyReply } from 'fastify';
import { documentMark, escapeHtml } from '#contract/document.ts';
import type { Language } from '#i18n/language.ts';
import { pagePolicy } from '#server/http/edge/security-headers.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { logoData } from '#server/usecases/program/logo-data.ts';
import type { WriteDocument } from './template.ts';

/** A page behind a mail's link, in the shop's brand. */
export interface LinkedPage {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Writes a page that runs no script and needs no session, so that it opens wherever the mail is read.
 * @param inside HTML, its texts escaped
 */
export async function linkedPage(
  context: Context,
  write: WriteDocument,
  { language, title, inside }: { language: Language; title: string; inside: string },
): Promise<LinkedPage> {
  const { program } = await readWork(context);
  const logoUrl = program.brand.logoPicture ? await logoData(context, program.brand, 320) : null;
  const markup = `<header class="top"><span class="brand">${escapeHtml(program.name)}</span></header>
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
