import { paths } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

interface FreezeFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  readonly number: string;
  /** True: it was frozen; false: it was thawed. */
  readonly frozen: boolean;
  /** The address that freezes it again, for a member who did not thaw it. */
  readonly notMe: string;
  readonly publicUrl: string;
}

/** Tells a member that their membership was frozen, and how to thaw it; or that it was thawed, and how to freeze it. */
export function freezeMail(facts: FreezeFacts): Mail {
  const { program, frozen, publicUrl, notMe } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const number = digitGroups(facts.number);
  const what = say(frozen ? 'mail.frozen' : 'mail.thawed', { number });
  const next = say(frozen ? 'mail.frozen-thaw' : 'mail.thawed-not-me');
  const [url, button] = frozen
    ? [publicUrl + paths.held, say('mail.frozen-button')]
    : [notMe, say('mail.thawed-button')];
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say(frozen ? 'mail.frozen-subject' : 'mail.thawed-subject', { program: program.name }),
    text: textOf(program, [what, '', next, url]),
    html: framed(facts, language, [
      line(what),
      quiet([html`${next}`]),
      buttonLine(program, url, button),
    ]),
  };
}
