import { addressCodeMs } from '#domain/people/address-change.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { codeLine, framed, line, quiet } from './mail-frame.ts';

interface AddressCodeFacts {
  /** The address that the member wants to have. */
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** Six digits. */
  readonly code: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail by which a member shows that a new address is theirs: a code to type where they asked for it. It has no link,
 * because programs that look into mails open links, and it is the same whether somebody is a member there or not.
 */
export function addressCodeMail({ to, program, code, ...facts }: AddressCodeFacts): Mail {
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const how = say('mail.address-code', { program: program.name });
  const valid = say('mail.valid', { minutes: addressCodeMs / 60_000 });
  const small = [say('mail.address-code-not-me'), say('mail.secret')];
  return {
    to,
    language,
    senderName: program.name,
    subject: say('mail.address-code-subject', { code, program: program.name }),
    text: `${[how, '', code, '', valid, '', ...small].join('\n')}\n`,
    html: framed({ program, publicUrl: facts.publicUrl }, language, [
      line(how),
      codeLine(code),
      line(valid),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
