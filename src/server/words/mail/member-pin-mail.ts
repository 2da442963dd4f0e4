import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups, formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

interface MemberPinFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  readonly number: string;
  /** What became of the PIN; `till`: where, in words; `at`: from when it is taken. */
  readonly news:
    | { readonly what: 'set' | 'ended' }
    | { readonly what: 'chosen' | 'locked'; readonly till: string; readonly at: number };
  /** The address that freezes the membership, for a member who did not do this. */
  readonly notMe: string;
  readonly publicUrl: string;
}

/** Tells a member that a PIN to use points at tills was chosen, is locked, or has ended. Never the PIN. */
export function memberPinMail(facts: MemberPinFacts): Mail {
  const { program, news, notMe } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const number = digitGroups(facts.number);
  const what =
    'till' in news
      ? say(`mail.pin-${news.what}`, {
          number,
          till: news.till,
          time: formatOf(language, program.timeZone).dateTime(news.at),
        })
      : say(`mail.pin-${news.what}`, { number });
  const next = say('mail.alert-freeze');
  const button = say('mail.thawed-button');
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say(`mail.pin-${news.what}-subject`, { program: program.name }),
    text: textOf(program, [what, '', next, notMe]),
    html: framed(facts, language, [
      line(what),
      quiet([html`${next}`]),
      buttonLine(program, notMe, button),
    ]),
  };
}
