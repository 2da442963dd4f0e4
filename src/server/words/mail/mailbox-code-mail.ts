import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { codeLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface MailboxCodeFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** Six digits. */
  readonly code: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail by which a member shows that a mailbox is theirs: a code to type where they asked for it. It has no link,
 * because programs that look into mails open links, and it is the same whether somebody is a member there or not.
 * @param what `address`: the one that they want to have; `merge`: that of a membership that is to become a part of theirs,
 * so the mail says that whoever gives the code away gives the membership away
 */
export function mailboxCodeMail(
  what: 'address' | 'merge',
  validMs: number,
  { to, program, code, ...facts }: MailboxCodeFacts,
): Mail {
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const how = say(`mail.${what}-code`, { program: program.name });
  const valid = say('mail.valid', { minutes: validMs / 60_000 });
  const small = [say(`mail.${what}-code-not-me`), say('mail.secret')];
  return {
    to,
    language,
    senderName: program.name,
    subject: say(`mail.${what}-code-subject`, { code, program: program.name }),
    text: textOf(program, [how, '', code, '', valid, '', ...small]),
    html: framed({ program, publicUrl: facts.publicUrl }, language, [
      line(how),
      codeLine(code),
      line(valid),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
