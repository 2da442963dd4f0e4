import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { paths, systemApi } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import type { Language } from '#i18n/language.ts';
import { subjects } from '#server/storage/held/held.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { type Privacy, viewPrivacy } from '#server/usecases/wallet/view-privacy.ts';
import { languageOf } from './edge/request-context.ts';
import { linkedPage } from './pages/linked-page.ts';
import { withMailLink } from './pages/mail-link.ts';
import type { WriteDocument } from './pages/template.ts';

/** What the shop keeps of its members. It needs no script and no session: it is read before somebody joins. */
export function privacyRoutes(app: FastifyInstance, context: Context, write: WriteDocument): void {
  app.get(systemApi.privacy, async (request, reply) => {
    const language = languageOf(request);
    const title = everything(language)('privacy.title');
    const inside = privacyIn(language, await viewPrivacy(context));
    const { html, headers } = await linkedPage(context, write, { language, title, inside });
    return reply.headers(headers).send(html);
  });
}

function privacyIn(language: Language, of: Privacy): string {
  const t = everything(language);
  const { shop, company, address, mail, months, days } = of;
  const say = (text: string) => `<p>${escapeHtml(text)}</p>`;
  const heading = (text: string) => `<h2>${escapeHtml(text)}</h2>`;
  const asked =
    mail === null
      ? escapeHtml(t('privacy.ask'))
      : withMailLink((there) => t('privacy.write', { mail: there }), mail);
  return [
    `<div class="stack"><h1>${escapeHtml(t('privacy.title'))}</h1>`,
    say(t('privacy.about', { shop, address })),
    ...(company
      ? [say(t('privacy.responsible', { company: company.name, address: company.address }))]
      : []),
    heading(t('privacy.why')),
    say(t('privacy.why-says')),
    heading(t('privacy.what')),
    ...subjects.map(
      (one) =>
        `<p><b>${escapeHtml(t(`rights.${one}`))}.</b> ${escapeHtml(t(`rights.${one}-says`))}</p>`,
    ),
    heading(t('privacy.who')),
    say(t('privacy.who-says')),
    heading(t('privacy.how-long')),
    say(t('privacy.how-long-says', { months, days })),
    heading(t('privacy.yours')),
    say(t('privacy.yours-says')),
    `<p>${asked}</p>`,
    say(t('privacy.authority')),
    `<p class="hint">${escapeHtml(
      t('privacy.day', { day: formatOf(language, of.timeZone).date(of.since) }),
    )}</p>`,
    `<a class="button quiet" href="${paths.home}">${escapeHtml(shop)}</a></div>`,
  ].join('\n');
}
