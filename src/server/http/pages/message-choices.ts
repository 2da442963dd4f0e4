import { escapeHtml } from '#contract/document.ts';
import { type MessageConsent, messageRules } from '#domain/messages/message.ts';
import { type MessageKind, messageKinds } from '#domain/program/message-settings.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import type { Ticked } from '#server/usecases/rights/end-messages.ts';

interface Choices {
  readonly wanted: readonly MessageKind[];
  /** Those that can be chosen here; the others only where the member is signed in. */
  readonly offered: readonly MessageKind[];
  /** What the member has agreed to; null: it is not to be said, because the reader may be anybody. */
  readonly consents: readonly MessageConsent[] | null;
}

/** In the order in which they stand, each with its words. */
const classes = ['receipt', 'service', 'security', 'news'] as const;

/** The form in which a member chooses which messages come, without a script. @param to where it is sent */
export function choicesForm(
  language: Language,
  to: string,
  { wanted, offered, consents }: Choices,
): string {
  const t = everything(language);
  const needs = (kind: MessageKind): string => {
    const { consent } = messageRules[kind];
    if (consent === null) return '';
    const has = consents?.includes(consent) ?? false;
    return `<br><span class="hint">${escapeHtml(t(has ? `message.has-${consent}` : `message.needs-${consent}`))}</span>`;
  };
  const box = (kind: MessageKind): string => {
    const checked = wanted.includes(kind) ? ' checked' : '';
    const input = `<input type="checkbox" name="kind" value="${kind}"${checked}>`;
    return `<label class="check">${input}<span>${escapeHtml(t(`message.${kind}`))}${needs(kind)}</span></label>`;
  };
  const groups = classes.map((one) => {
    const kinds = offered.filter((kind) => messageRules[kind].class === one);
    if (kinds.length === 0) return '';
    // What says what it needs is two lines high, and wants to stand apart.
    const apart = kinds.some((kind) => messageRules[kind].consent !== null) ? ' class="stack"' : '';
    const name = escapeHtml(t(`message.class-${one}`));
    return `<div role="group"${apart} aria-labelledby="class-${one}"><h3 id="class-${one}">${name}</h3>${kinds.map(box).join('')}</div>`;
  });
  const had = offered.filter((kind) => wanted.includes(kind)).join(' ');
  // Behind a mail's link some can't be chosen.
  const rest =
    consents === null && offered.length < messageKinds.length
      ? `<p class="hint">${escapeHtml(t('message.rest'))}</p>`
      : '';
  return `<form method="post" action="${escapeHtml(to)}" class="panel"><h2>${escapeHtml(t('message.choose'))}</h2>
<p class="hint">${escapeHtml(t('message.channel'))}</p><input type="hidden" name="had" value="${had}">${groups.join('')}${rest}
<p class="hint">${escapeHtml(t('message.always'))}</p>
<button type="submit" name="choose" value="1" class="button quiet">${escapeHtml(t('message.save'))}</button></form>`;
}

/** What a form of `choicesForm` says. */
export const tickedIn = (form: URLSearchParams | undefined): Ticked => ({
  wanted: form?.getAll('kind') ?? [],
  had: form?.get('had')?.split(' ') ?? null,
});
