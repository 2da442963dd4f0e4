import type { ConsentText } from '#domain/program/consent.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface WelcomeMailFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  readonly store: string;
  readonly number: string;
  /** What joining gives. */
  readonly points: number;
  /** The sentence that was read out and agreed to. */
  readonly consent: ConsentText;
  /** Where they sign in: at the store's own poster, so that the wallet knows where they were. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail after an associate enrolled somebody. It says what was agreed to and by whom, and leads to signing in, which
 * proves the address.
 */
export function welcomeMail(facts: WelcomeMailFacts): Mail {
  const { program, store, url, points } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const gift = points > 0 ? say('mail.welcome-gift', { points }) : say('mail.welcome-no-gift');
  const button = say('mail.button', { program: program.name });
  const joined = say('mail.welcome-joined', { store, number: digitGroups(facts.number) });
  const small = [
    say('mail.welcome-consent', { consent: say(`consent.${facts.consent}`) }),
    say('mail.welcome-not-me'),
  ];
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.welcome-subject', { program: program.name }),
    text: textOf(program, [joined, '', gift, '', button, url, '', ...small]),
    html: framed(facts, language, [
      line(joined),
      line(gift),
      buttonLine(program, url, button),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
