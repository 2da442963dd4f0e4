import type { Picture } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { confirmationMs } from '#domain/redemption/confirmation.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { codeLine, framed, line, pictureLine, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface ConfirmationMailFacts {
  readonly to: string;
  readonly program: Program;
  /** The member's language; English if it is none of ours. */
  readonly language: string;
  /** Six digits. */
  readonly code: string;
  readonly store: string;
  readonly till: string;
  readonly reward: string;
  /** What it looks like; absent: the retailer gave no picture. */
  readonly picture?: Picture | undefined;
  readonly points: number;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail by which a member says yes to an associate's offer: a code to read out. It has no link, because opening
 * something must do nothing; the phone has a button of its own.
 */
export function confirmationMail(facts: ConfirmationMailFacts): Mail {
  const { program, code, store, till, reward, points } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const asked = say('ask.sentence', { till, store, reward, points });
  const how = say('mail.confirm-code');
  const valid = say('mail.valid', { minutes: confirmationMs / 60_000 });
  const small = [say('mail.confirm-not-me'), say('mail.confirm-why', { program: program.name })];
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.confirm-subject', { code, reward }),
    text: textOf(program, [asked, '', how, '', code, '', valid, '', ...small]),
    html: framed(facts, language, [
      ...(facts.picture ? [pictureLine(facts.picture, facts.publicUrl)] : []),
      line(asked),
      line(how),
      codeLine(code),
      line(valid),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
