import { newsletterCodeMs } from '#domain/people/newsletter.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { codeLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

/** What a member agrees to: the page and the mail show these words, and these are kept. */
export const newsletterWording = ({ name }: Pick<Program, 'name'>, language: string): string =>
  everything(isLanguage(language) ? language : 'en')('newsletter.wording', { program: name });

export interface NewsletterMailFacts {
  readonly to: string;
  readonly program: Program;
  /** In which the member read what they agree to. */
  readonly language: string;
  readonly wording: string;
  /** Six digits. */
  readonly code: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail by which a member confirms that they want the newsletter: a code to type where they asked for it. It has no
 * link, because programs that look into mails open links, and that must confirm nothing.
 */
export function newsletterMail({
  to,
  program,
  wording,
  code,
  ...facts
}: NewsletterMailFacts): Mail {
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const how = say('mail.newsletter-code');
  const valid = say('mail.newsletter-valid', { hours: newsletterCodeMs / 3_600_000 });
  const small = [
    say('mail.newsletter-not-me'),
    say('mail.newsletter-why', { program: program.name }),
  ];
  return {
    to,
    language,
    senderName: program.name,
    subject: say('mail.newsletter-subject', { code, program: program.name }),
    text: textOf(program, [wording, '', how, '', code, '', valid, '', ...small]),
    html: framed({ program, publicUrl: facts.publicUrl }, language, [
      ...[wording, how].map(line),
      codeLine(code),
      line(valid),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
