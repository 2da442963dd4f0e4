import type { Expiring } from '#domain/points/lot.ts';
import { expiryOf } from '#domain/program/expiry.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';

export interface ExpiryMailFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** What expires by day, the next one first; at least one. */
  readonly days: readonly Expiring[];
  /** The wallet. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/** The notice before points expire: which, when, and what keeps them. */
export function expiryMail(facts: ExpiryMailFacts): Mail {
  const { program, days, url } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const { date } = formatOf(language, program.timeZone);
  // They end at midnight, so the last day to spend them is the one before.
  const said = days.map(({ points, at }) => say('wallet.expiring', { points, date: date(at - 1) }));
  const subject = `${program.name}: ${said[0]}`;
  const keep = say(
    expiryOf(program).ends === 'inactivity' ? 'mail.expiry-active' : 'mail.expiry-use',
  );
  const button = say('mail.expiry-button');
  const why = say('mail.expiry-why', { program: program.name });
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject,
    text: `${[...said, '', keep, '', button, url, '', why].join('\n')}\n`,
    html: framed(facts, language, [
      ...said.map(line),
      line(keep),
      buttonLine(program, url, button),
      quiet([html`${why}`]),
    ]),
  };
}
