import type { FastifyInstance } from 'fastify';
import { escapeHtml } from '#contract/document.ts';
import { ChangePin } from '#contract/member-input.ts';
import { paths, pinPage } from '#contract/paths.ts';
import { memberPinLength } from '#domain/people/member-pin.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import { type Format, formatOf } from '#i18n/format.ts';
import { refusalSentence } from '#i18n/refusal.ts';
import { leadToSignIn, type Notice, noteDone, takeNotice } from '#server/http/edge/reply-with.ts';
import { languageOf, sessionOf } from '#server/http/edge/request-context.ts';
import { formField, noticeMarkup } from '#server/http/pages/form-field.ts';
import { linkedPage, sendLinked } from '#server/http/pages/linked-page.ts';
import type { WriteDocument } from '#server/http/pages/template.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { speakerOf } from '#server/usecases/ground/speaker.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { choosePin, endPin, type PinSteps, viewPin } from '#server/usecases/rights/member-pin.ts';
import { askAgain } from './ask-again.ts';

/** The page on which a member chooses the PIN by which they use points at a till without a phone. */
export function pinRoutes(app: FastifyInstance, context: Context, write: WriteDocument): void {
  app.get(pinPage, async (request, reply) => {
    const session = await sessionOf(context, request);
    if (!session) return leadToSignIn(context, request, reply);
    const language = languageOf(request);
    const t = everything(language);
    const steps = await viewPin(context, session);
    const { program, at } = await readWork(context);
    const notice = takeNotice(context, request, reply);
    const voice = {
      t,
      format: formatOf(language, program.timeZone),
      at,
      notice,
      said: notice && sayNotice(t, speakerOf(program, language), notice, steps),
    };
    const page = { language, title: t('pin.title'), inside: pinMarkup(steps, voice) };
    return sendLinked(reply, await linkedPage(context, write, { ...page, back: paths.profile }));
  });

  app.post<{ Body: ChangePin }>(
    pinPage,
    { schema: { body: ChangePin } },
    async (request, reply) => {
      const session = await sessionOf(context, request);
      if (!session) throw new Refused({ key: 'signed-out' });
      const { own, pin, end } = request.body;
      if (own !== undefined) {
        // The page that takes the code leads back here.
        const { id } = await askAgain(context, [request, reply], session, pinPage);
        return reply.redirect(paths.waiting(id), 303);
      }
      if (end !== undefined) await endPin(context, session.memberId, 'member');
      else await choosePin(context, session, pin ?? '');
      noteDone(context, request, reply, 'saved');
      return reply.redirect(pinPage, 303);
    },
  );
}

interface Voice {
  readonly t: ReturnType<typeof everything>;
  readonly format: Format;
  readonly at: number;
  /** What became of the last form; null: nothing was sent. */
  readonly notice: Notice | null;
  /** The same as HTML. */
  readonly said: string | null;
}

function sayNotice(
  t: Voice['t'],
  speaker: ReturnType<typeof speakerOf>,
  notice: Notice,
  { pin }: PinSteps,
): string {
  if ('done' in notice) return noticeMarkup(t(pin ? 'pin.saved' : 'pin.ended'), true);
  return noticeMarkup(refusalSentence(t, speaker, notice.refusal), false);
}

const say = (text: string, kind = '') => `<p${kind}>${escapeHtml(text)}</p>`;
const form = (inside: string, kind = 'panel') =>
  `<form method="post" action="${pinPage}" class="${kind}">${inside}</form>`;
const button = (text: string, kind = '', rest = '') =>
  `<button type="submit" class="button${kind}"${rest}>${escapeHtml(text)}</button>`;

function pinMarkup(steps: PinSteps, voice: Voice): string {
  const { t, said } = voice;
  const next = steps.frozen ? say(t('refusal.frozen')) : chooseMarkup(steps, voice);
  const end = steps.pin
    ? form(button(t('pin.end'), ' quiet', ' name="end" value="yes"'), 'stack')
    : '';
  return `<div class="stack"><h1>${escapeHtml(t('pin.title'))}</h1>${said ?? ''}
${say(t('pin.about'))}${nowMarkup(steps, voice)}${next}${end}</div>`;
}

/** Whether there is a PIN, since when, and whether tills take it. */
function nowMarkup({ pin }: PinSteps, { t, format, at }: Voice): string {
  if (!pin) return say(t('pin.none'));
  const time = format.dateTime(pin.setAt);
  const since =
    pin.till === null ? t('pin.since', { time }) : t('pin.since-till', { time, till: pin.till });
  const early =
    pin.usableAt > at ? say(t('pin.from', { time: format.dateTime(pin.usableAt) })) : '';
  const locked =
    pin.lockedUntil > at ? say(t('pin.locked', { time: format.dateTime(pin.lockedUntil) })) : '';
  return `${say(since)}${early}${locked}`;
}

function chooseMarkup({ fresh, address }: PinSteps, { t, notice }: Voice): string {
  if (!fresh)
    return form(
      `${say(t('pin.own'))}${button(t('pin.own-send', { address }), '', ' name="own" value="yes"')}`,
    );
  // It is shown as it is typed: this is the member's own screen, and a PIN that was mistyped unseen would be another one.
  const rest = `inputmode="numeric" autocomplete="off" minlength="${memberPinLength}" maxlength="16" dir="ltr"`;
  const field = formField({ name: 'pin', label: t('pin.new'), rest }, notice);
  return form(`${field}${say(t('pin.hint'), ' class="hint"')}${button(t('pin.save'))}`);
}
