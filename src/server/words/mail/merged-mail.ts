import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface MergedFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /**
   * `kept`: this is the address of the membership that goes on. `ended`: of the one that was merged. `asked`: somebody
   * wants to sign in at the address of one that was merged.
   */
  readonly what: 'kept' | 'ended' | 'asked';
  /** Of the membership that goes on. */
  readonly number: string;
  /** Of the one that was merged. */
  readonly merged: string;
  /** Where the mail's pictures are, and where one signs in. */
  readonly publicUrl: string;
}

/** Tells of two memberships that are one now. The address of the one that ended is not told the other address. */
export function mergedMail(facts: MergedFacts): Mail {
  const { program, what, publicUrl } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const numbers = { number: digitGroups(facts.number), merged: digitGroups(facts.merged) };
  const said = say(`mail.merged-${what}`, numbers);
  const notMe = say('mail.merged-not-me');
  const button = say('mail.button', { program: program.name });
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.merged-subject', { program: program.name }),
    text: textOf(program, [said, '', button, publicUrl, '', notMe]),
    html: framed(facts, language, [
      line(said),
      buttonLine(program, publicUrl, button),
      quiet([html`${notMe}`]),
    ]),
  };
}
