import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups, formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface AddressChangedFacts {
  readonly to: string;
  /** True: this is the member's new address; false: the old one. */
  readonly isNew: boolean;
  readonly program: Program;
  readonly language: string;
  readonly number: string;
  /** Where they sign in. */
  readonly url: string;
  /** Where the old address is taken back, and until when; null: it can't be. */
  readonly takeBack: { readonly url: string; readonly until: number } | null;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * Tells both addresses of a member about the change. The old one is not told the new one: it may be a stranger's now.
 */
export function addressChangedMail(facts: AddressChangedFacts): Mail {
  const { program, isNew, url, takeBack } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const number = digitGroups(facts.number);
  const what = say(isNew ? 'mail.address-new' : 'mail.address-old', { number });
  const [button, to] = isNew
    ? [say('mail.button', { program: program.name }), url]
    : [say('mail.address-back'), takeBack?.url ?? null];
  const notMe = isNew
    ? say('mail.address-new-not-me')
    : takeBack === null
      ? say('mail.address-old-not-me')
      : say('mail.address-old-take-back', {
          until: formatOf(language, program.timeZone).fullDateTime(takeBack.until),
        });
  const lines = isNew
    ? [what, '', button, url, '', notMe]
    : [what, '', notMe, ...(to === null ? [] : [to])];
  const link = to === null ? [] : [buttonLine(program, to, button)];
  const small = quiet([html`${notMe}`]);
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.address-subject', { program: program.name }),
    text: textOf(program, lines),
    html: framed(facts, language, [line(what), ...(isNew ? [...link, small] : [small, ...link])]),
  };
}
