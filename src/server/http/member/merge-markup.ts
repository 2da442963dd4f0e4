import { escapeHtml } from '#contract/document.ts';
import { mergePage } from '#contract/paths.ts';
import type { everything } from '#i18n/everything.ts';
import { digitGroups, type Format } from '#i18n/format.ts';
import type { Notice } from '#server/http/edge/reply-with.ts';
import { formField, noticeMarkup } from '#server/http/pages/form-field.ts';
import type { MergeOfferSeen } from '#server/usecases/rights/merge-offer.ts';
import type { MergePreview, Side } from '#server/usecases/rights/merge-preview.ts';
import type { MergeSteps } from '#server/usecases/rights/merge-steps.ts';

/** How the page speaks, and what it says of the last form and of what stands in the way. */
interface Voice {
  readonly t: ReturnType<typeof everything>;
  readonly format: Format;
  /** What became of the last form; null: nothing was sent. */
  readonly notice: Notice | null;
  /** The same in words. */
  readonly said: { readonly text: string; readonly isDone: boolean } | null;
  /** Why both can't be merged now; null: they can. */
  readonly why: string | null;
  /** What support has begun for the member; null: nothing. */
  readonly offer: MergeOfferSeen | null;
}

const tag = (name: string, text: string, rest = '') =>
  `<${name}${rest}>${escapeHtml(text)}</${name}>`;
const list = (items: readonly string[]) =>
  `<ul class="stack">${items.map((item) => tag('li', item)).join('')}</ul>`;
const form = (inside: string, kind = 'panel') =>
  `<form method="post" action="${mergePage}" class="${kind}">${inside}</form>`;
const button = (text: string, kind = '', rest = '') =>
  tag('button', text, ` type="submit" class="button${kind}"${rest}`);

/** The page of one step: its text, its forms. */
export function mergeMarkup(steps: MergeSteps, voice: Voice): string {
  const { t, said } = voice;
  const notice = said ? noticeMarkup(said.text, said.isDone) : '';
  const about =
    steps.step === 'confirm' ? '' : tag('p', t('merge.about', { address: steps.address }));
  return `<div class="stack">${tag('h1', t('merge.title'))}${notice}${offered(voice)}${about}
${stepMarkup(steps, voice)}</div>`;
}

/** What support has begun, with the way to take it back. */
function offered({ t, format, offer }: Voice): string {
  if (!offer) return '';
  const { name, side, ending, until } = offer;
  const said = t(`merge.offer-${side}`, { ending, date: format.date(until - 1) });
  return form(
    `${tag('p', said)}${button(t('merge.offer-no'), ' quiet', ` name="decline" value="${escapeHtml(name)}"`)}`,
  );
}

function stepMarkup(steps: MergeSteps, voice: Voice): string {
  const { t, notice } = voice;
  switch (steps.step) {
    case 'own':
      return form(
        `${tag('p', t('merge.own'))}${button(t('merge.own-send', { address: steps.address }), '', ' name="own" value="yes"')}`,
      );
    case 'other':
      return form(
        `${formField({ name: 'email', label: t('merge.other'), rest: 'type="email" autocomplete="off" inputmode="email" maxlength="254" dir="ltr"' }, notice)}
${tag('p', t('merge.other-about'), ' class="hint"')}${button(t('merge.send'))}`,
      );
    case 'code':
      return `${form(
        `${tag('p', t('merge.asked', { address: steps.asked }))}
${formField({ name: 'code', label: t('merge.code'), rest: 'inputmode="numeric" autocomplete="one-time-code" maxlength="64" dir="ltr"' }, notice)}${button(t('merge.check'))}`,
      )}
${form(button(t('merge.again'), ' quiet'), 'stack')}`;
    case 'confirm':
      return `${sides(steps.preview, voice)}${together(steps.preview, voice)}${ends(steps.preview, voice)}
${decision(voice)}`;
  }
}

function sides({ own, other }: MergePreview, voice: Voice): string {
  const { t } = voice;
  return [[t('merge.mine'), own] as const, [t('merge.theirs'), other] as const]
    .map(
      ([title, side]) =>
        `<section class="panel stack">${tag('h2', title)}${list(linesOf(side, voice))}</section>`,
    )
    .join('');
}

function linesOf(side: Side, { t, format }: Voice): string[] {
  const { points } = side;
  return [
    t('merge.number', { number: digitGroups(side.number) }),
    side.address,
    // Where all of them end on one day, that line says it.
    ...(side.ends.length === 1 && side.ends[0]?.points === points
      ? []
      : [points < 0 ? t('merge.owed', { points: -points }) : t('merge.points', { points })]),
    // The end is the first instant after the last day.
    ...side.ends.map((one) =>
      t('merge.ends', { points: one.points, date: format.date(one.at - 1) }),
    ),
    ...side.coming.map((one) =>
      t('merge.coming', { points: one.points, date: format.date(one.availableAt) }),
    ),
    t('merge.tier', { tier: side.tier }),
    ...(side.vouchers.length > 0
      ? [t('merge.vouchers', { names: format.list(side.vouchers) })]
      : []),
    t('merge.history', { lines: side.lines }),
  ];
}

function together(preview: MergePreview, { t, format }: Voice): string {
  const { points, tier, tierUntil, isOthersTier, isTierOfBoth, other, cards } = preview;
  const kept = !isOthersTier
    ? t(isTierOfBoth ? 'merge.tier-both' : 'merge.tier-own', { tier })
    : tierUntil === null
      ? t('merge.tier-other', { tier })
      : t('merge.tier-other-until', { tier, date: format.date(tierUntil - 1) });
  return `<section class="panel stack">${tag('h2', t('merge.together'))}${list([
    points < 0 ? t('merge.owed', { points: -points }) : t('merge.sum', { points }),
    kept,
    ...cards.map(({ name, isGoal, isFull, have, of }) =>
      isGoal
        ? t('merge.goal', { name })
        : t(isFull ? 'merge.card-full' : 'merge.card', { name, have, of }),
    ),
    t('merge.stays', { number: digitGroups(other.number) }),
    t('merge.history-stays'),
  ])}</section>`;
}

function ends({ other, pinEnds }: MergePreview, { t }: Voice): string {
  return `<section class="panel stack">${tag('h2', t('merge.gone'))}${list([
    t('merge.gone-address', { address: other.address }),
    ...(pinEnds ? [t('merge.gone-pin')] : []),
    t('merge.gone-wishes'),
    t('merge.gone-once'),
  ])}</section>`;
}

function decision({ t, why }: Voice): string {
  const no = form(button(t('merge.no'), ' quiet'), 'stack');
  if (why !== null)
    return `<section class="panel stack">${tag('h2', t('merge.not-now'))}${tag('p', why, ' class="notice" role="alert"')}</section>${no}`;
  const check = `<label class="check"><input type="checkbox" name="confirm" value="yes" required>${tag('span', t('merge.confirm'))}</label>`;
  return `${form(`${tag('p', t('merge.forever'))}${check}${button(t('merge.button'), '', ' name="merge" value="yes"')}`)}${no}`;
}
