import { mergeCodeMs } from '#domain/people/merge.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { codeLine, framed, line, quiet } from './mail-frame.ts';

interface MergeCodeFacts {
  /** The address of the membership that is to be merged. */
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** Six digits. */
  readonly code: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/**
 * The mail by which a member shows that another membership is theirs. Whoever gives the code away gives the membership
 * away, so it says so; and it is the same whether somebody is a member there or not.
 */
export function mergeCodeMail({ to, program, code, ...facts }: MergeCodeFacts): Mail {
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const how = say('mail.merge-code', { program: program.name });
  const valid = say('mail.valid', { minutes: mergeCodeMs / 60_000 });
  const small = [say('mail.merge-code-not-me'), say('mail.secret')];
  return {
    to,
    language,
    senderName: program.name,
    subject: say('mail.merge-code-subject', { code, program: program.name }),
    text: `${[how, '', code, '', valid, '', ...small].join('\n')}\n`,
    html: framed({ program, publicUrl: facts.publicUrl }, language, [
      line(how),
      codeLine(code),
      line(valid),
      quiet(small.map((text) => html`${text}`)),
    ]),
  };
}
