import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';

export interface ApologyMailFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  readonly points: number;
  /** What support wrote, in this language. */
  readonly why: string;
  /** The page of the history. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/** What support says to a member who had trouble, and the points that come with it. */
export function apologyMail({ to, program, points, why, url, ...facts }: ApologyMailFacts): Mail {
  const { publicUrl } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const given = say('mail.apology-given', { points });
  const button = say('mail.apology-button');
  const because = say('mail.apology-why', { program: program.name });
  return {
    ...{ to, language, senderName: program.name, subject: `${program.name}: ${given}` },
    text: `${[why, given, '', button, url, '', because].join('\n')}\n`,
    html: framed({ program, publicUrl }, language, [
      ...[why, given].map(line),
      buttonLine(program, url, button),
      quiet([html`${because}`]),
    ]),
  };
}
