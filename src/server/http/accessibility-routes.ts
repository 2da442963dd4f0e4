import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { paths, systemApi } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import {
  type Accessibility,
  viewAccessibility,
} from '#server/usecases/wallet/view-accessibility.ts';
import { languageOf } from './edge/request-context.ts';
import { linkedPage } from './pages/linked-page.ts';
import { withMailLink } from './pages/mail-link.ts';
import type { WriteDocument } from './pages/template.ts';

/** The accessibility statement (EN 301 549): it needs no script and no session, so that whoever is kept out can read it. */
export function accessibilityRoutes(
  app: FastifyInstance,
  context: Context,
  write: WriteDocument,
): void {
  app.get(systemApi.accessibility, async (request, reply) => {
    const language = languageOf(request);
    const title = everything(language)('accessibility.title');
    const inside = statementIn(language, await viewAccessibility(context));
    const { html, headers } = await linkedPage(context, write, { language, title, inside });
    return reply.headers(headers).send(html);
  });
}

function statementIn(language: Language, of: Accessibility): string {
  const t = everything(language);
  const format = formatOf(language, of.timeZone);
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const missing = of.missingLanguages.map((one) => names.of(one) ?? one);
  const { shop, company, minutes } = of;
  const stores = format.list(of.stores);
  const say = (text: string) => `<p>${escapeHtml(text)}</p>`;
  return [
    `<div class="stack"><h1>${escapeHtml(t('accessibility.title'))}</h1>`,
    say(t('accessibility.about', { shop, address: of.address })),
    `<h2>${escapeHtml(t('accessibility.how'))}</h2>`,
    say(t('accessibility.conforms')),
    say(t('accessibility.checked')),
    `<h2>${escapeHtml(t('accessibility.not'))}</h2>`,
    say(t('accessibility.own-texts', { shop })),
    ...(missing.length > 0
      ? [say(t('accessibility.languages', { languages: format.list(missing) }))]
      : []),
    say(t('accessibility.barcode')),
    say(t('accessibility.time', { minutes })),
    `<h2>${escapeHtml(t('accessibility.phone'))}</h2>`,
    say(t('accessibility.card', { stores })),
    `<h2>${escapeHtml(t('accessibility.contact'))}</h2>`,
    `<p>${contactIn(t, of.mail)}</p>`,
    ...(company
      ? [say(t('accessibility.responsible', { company: company.name, address: company.address }))]
      : []),
    say(t('accessibility.authority')),
    `<p class="hint">${escapeHtml(t('accessibility.day', { day: format.date(of.since) }))}</p>`,
    `<a class="button quiet" href="${paths.home}">${escapeHtml(shop)}</a></div>`,
  ].join('\n');
}

function contactIn(t: ReturnType<typeof everything>, mail: string | null): string {
  if (mail === null) return escapeHtml(t('accessibility.ask'));
  return withMailLink((there) => t('accessibility.write', { mail: there }), mail);
}
