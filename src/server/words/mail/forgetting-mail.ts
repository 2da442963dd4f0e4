import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

interface ForgettingFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** The page that shows the member, and asks who they are if it does not know. */
  readonly url: string;
  readonly publicUrl: string;
  readonly points: number;
  /** The member's last sign. */
  readonly lastSign: number;
  readonly endsAt: number;
}

/** Tells a member who gave no sign for long until when they can keep their membership, and what goes if they don't. */
export function forgettingMail(facts: ForgettingFacts): Mail {
  const { to, program, url, points } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const { date, day } = formatOf(language, program.timeZone);
  const last = date(facts.lastSign);
  // The last day on which it can be kept: the end is the first instant of the day after.
  const until = day(facts.endsAt - 1);
  const keep = say('mail.forgetting-keep', { until });
  const said = [
    say('mail.forgetting', { program: program.name, last, until }),
    ...(points > 0 ? [say('mail.forgetting-points', { points })] : []),
    keep,
  ];
  const button = say('mail.forgetting-button');
  const why = say('mail.forgetting-why', { program: program.name });
  return {
    to,
    language,
    senderName: program.name,
    subject: say('mail.forgetting-subject', { program: program.name, until }),
    text: textOf(program, [...said, '', button, url, '', why]),
    html: framed({ ...facts, preview: keep }, language, [
      ...said.map(line),
      buttonLine(program, url, button),
      quiet([html`${why}`]),
    ]),
  };
}
