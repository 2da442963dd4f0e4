import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { ChangeAddress, Confirm } from '#contract/member-input.ts';
import { addressPage, paths, takeBackPage } from '#contract/paths.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import { leadToSignIn, type Notice, noteDone, takeNotice } from '#server/http/edge/reply-with.ts';
import { askerOf, languageOf, sessionOf } from '#server/http/edge/request-context.ts';
import { formField, noticeMarkup } from '#server/http/pages/form-field.ts';
import { linkedPage, sendLinked } from '#server/http/pages/linked-page.ts';
import type { WriteDocument } from '#server/http/pages/template.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import {
  type AddressSteps,
  askAddress,
  confirmAddress,
  dropAddress,
  viewAddress,
} from '#server/usecases/rights/move-address.ts';
import {
  type TakeBackState,
  takeBack,
  viewTakeBack,
} from '#server/usecases/rights/take-back-address.ts';

type Linked = { Params: { token: string } };

/** The page on which a member changes their e-mail address, and the one behind a mail's link that takes it back. */
export function addressRoutes(app: FastifyInstance, context: Context, write: WriteDocument): void {
  const send = async (
    request: FastifyRequest,
    reply: FastifyReply,
    page: { readonly title: string; readonly inside: string; readonly back?: string },
  ) => {
    const language = languageOf(request);
    return sendLinked(reply, await linkedPage(context, write, { language, ...page }));
  };

  app.get(addressPage, async (request, reply) => {
    const session = await sessionOf(context, request);
    if (!session) return leadToSignIn(context, request, reply);
    const steps = await viewAddress(context, session);
    const language = languageOf(request);
    const notice = takeNotice(context, request, reply);
    const said = await sayNotice(context, language, notice);
    return send(request, reply, {
      title: everything(language)('address.title'),
      inside: stepsMarkup(language, steps, { notice, said }),
      back: paths.profile,
    });
  });

  app.post<{ Body: ChangeAddress }>(
    addressPage,
    { schema: { body: ChangeAddress } },
    async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) throw new Refused({ key: 'signed-out' });
      const { email, code } = request.body;
      if (code !== undefined) {
        await confirmAddress(context, session, code);
        noteDone(context, request, reply, 'saved');
      } else if (email !== undefined) {
        const language = languageOf(request);
        await askAddress(context, session, { email, language, ...askerOf(request) });
      } else {
        await dropAddress(context, session);
      }
      return reply.redirect(addressPage, 303);
    },
  );

  const showBack = (
    request: FastifyRequest,
    reply: FastifyReply,
    step: TakeBackState | 'untold',
  ) => {
    reply.code(step === 'over' ? 410 : step === 'untold' ? 422 : 200);
    const language = languageOf(request);
    return send(request, reply, {
      title: everything(language)(`address.back-${step === 'untold' ? 'open' : step}`),
      inside: backMarkup(language, step),
    });
  };

  app.get<Linked>(takeBackPage, async (request, reply) =>
    showBack(request, reply, await viewTakeBack(context, request.params.token)),
  );

  app.post<Linked & { Body: Confirm }>(
    takeBackPage,
    { schema: { body: Confirm } },
    async (request, reply) => {
      const { token } = request.params;
      const state = await viewTakeBack(context, token);
      // A box must be ticked, because programs that look into mails press buttons.
      if (state === 'open' && request.body.confirm === undefined)
        return showBack(request, reply, 'untold');
      return showBack(request, reply, await takeBack(context, token));
    },
  );
}

interface Said {
  readonly text: string;
  readonly isDone: boolean;
}

async function sayNotice(
  context: Context,
  language: Language,
  notice: Notice | null,
): Promise<Said | null> {
  if (!notice) return null;
  const t = everything(language);
  if ('done' in notice) return { text: t('address.changed'), isDone: true };
  const { program } = await readWork(context);
  return { text: refusalSentence(t, speakerOf(program, language), notice.refusal), isDone: false };
}

function stepsMarkup(
  language: Language,
  { address, asked, frozen }: AddressSteps,
  { notice, said }: { readonly notice: Notice | null; readonly said: Said | null },
): string {
  const t = everything(language);
  const say = (text: string, kind = '') => `<p${kind}>${escapeHtml(text)}</p>`;
  const told = said ? noticeMarkup(said.text, said.isDone) : '';
  const form = `<form method="post" action="${addressPage}" class="panel">`;
  const button = (text: string, kind = '') =>
    `<button type="submit" class="button${kind}">${escapeHtml(text)}</button>`;
  const askForm = `${form}${formField({ name: 'email', label: t('address.new'), rest: 'type="email" autocomplete="email" inputmode="email" maxlength="254" dir="ltr"' }, notice)}
${say(t('address.about'), ' class="hint"')}${button(t('address.send'))}</form>`;
  const codeForm = `${form}${say(t('address.asked', { address: asked ?? '' }))}
${formField({ name: 'code', label: t('address.code'), rest: 'inputmode="numeric" autocomplete="one-time-code" maxlength="64" dir="ltr"' }, notice)}${button(t('address.confirm'))}</form>
<form method="post" action="${addressPage}" class="stack">${button(t('address.other'), ' quiet')}</form>`;
  const next = frozen ? say(t('refusal.address-frozen')) : asked === null ? askForm : codeForm;
  return `<div class="stack"><h1>${escapeHtml(t('address.title'))}</h1>${told}
${say(t('address.now', { address }))}${next}</div>`;
}

function backMarkup(language: Language, step: TakeBackState | 'untold'): string {
  const t = everything(language);
  const say = (text: string, kind = '') => `<p${kind}>${escapeHtml(text)}</p>`;
  const head = (title: string) => `<h1>${escapeHtml(title)}</h1>`;
  const open = `<a class="button" href="${paths.signIn}">${escapeHtml(t('address.sign-in'))}</a>`;
  if (step === 'back')
    return `<div class="stack">${head(t('address.back-back'))}${say(t('address.back-done'))}${open}</div>`;
  if (step === 'over')
    return `<div class="stack">${head(t('address.back-over'))}${say(t('address.back-late'))}</div>`;
  const missing =
    step === 'untold' ? say(t('address.back-tick'), ' class="notice" role="alert"') : '';
  // Without an address the form is sent to the page's own.
  return `<div class="stack">${head(t('address.back-open'))}${say(t('address.back-about'))}
<form method="post" class="panel"><label class="check"><input type="checkbox" name="confirm" value="yes"><span>${escapeHtml(t('address.back-confirm'))}</span></label>
${missing}<button type="submit" class="button">${escapeHtml(t('mail.address-back'))}</button></form></div>`;
}
