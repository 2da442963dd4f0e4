import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Translate } from '#i18n/translate.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, headLine, line, quiet, rowLines } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

/** What every message to a member needs, besides what it is about. */
export interface NoticeFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** The page that its button opens. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
  /** The page on which whoever reads it ends such messages, or chooses what comes. */
  readonly choices: string;
}

/** What a message says, in the member's language. */
export interface Notice {
  /** Its first line, and the subject after the program's name. */
  readonly subject: string;
  /** The lines after it. A list of mails shows the first of them beside the subject. */
  readonly said: readonly string[];
  /** What stands in two columns after them, such as goods and their prices; absent: nothing. */
  readonly rows?: readonly (readonly [string, string])[];
  readonly button: string;
  /** Why they get it. */
  readonly why: string;
}

/** A message of the program: what it says, one button, why it came, and how such messages end. */
export function noticeMail(
  { to, program, url, publicUrl, choices, ...facts }: NoticeFacts,
  write: (say: Translate, language: Language) => Notice,
): Mail {
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const { subject, said, rows = [], button, why } = write(say, language);
  const choose = say('mail.choices');
  const listed = rows.map(([what, amount]) => `${what}: ${amount}`);
  const texts = [subject, ...said, ...(listed.length > 0 ? ['', ...listed] : [])];
  return {
    to,
    language,
    senderName: program.name,
    subject: say('mail.notice-subject', { program: program.name, said: subject }),
    text: textOf(program, [...texts, '', button, url, '', why, '', choose, choices]),
    html: framed({ program, publicUrl, preview: said[0] ?? why }, language, [
      headLine(subject),
      ...said.map(line),
      rowLines(rows),
      buttonLine(program, url, button),
      quiet([html`${why}`, html`<a href="${choices}" style="color:#5c5c66">${choose}</a>`]),
    ]),
  };
}
