import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';

export interface AddressChangedFacts {
  readonly to: string;
  /** True: this is the member's new address; false: the old one. */
  readonly isNew: boolean;
  readonly program: Program;
  readonly language: string;
  readonly number: string;
  /** Where they sign in. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * Tells both addresses of a member about the change. The old one is not told the new one: it may be a stranger's now.
 */
export function addressChangedMail(facts: AddressChangedFacts): Mail {
  const { program, isNew, url } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const number = digitGroups(facts.number);
  const what = say(isNew ? 'mail.address-new' : 'mail.address-old', { number });
  const button = say('mail.button', { program: program.name });
  const notMe = say(isNew ? 'mail.address-new-not-me' : 'mail.address-old-not-me');
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.address-subject', { program: program.name }),
    text: `${[what, '', ...(isNew ? [button, url, ''] : []), notMe].join('\n')}\n`,
    html: framed(facts, language, [
      line(what),
      ...(isNew ? [buttonLine(program, url, button)] : []),
      quiet([html`${notMe}`]),
    ]),
  };
}
