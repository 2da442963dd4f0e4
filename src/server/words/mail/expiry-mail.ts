import type { Expiring } from '#domain/points/lot.ts';
import { expiryOf } from '#domain/program/expiry.ts';
import { formatOf } from '#i18n/format.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface ExpiryMailFacts extends NoticeFacts {
  /** What expires by day, the next one first; at least one. */
  readonly days: readonly Expiring[];
}

/** The notice before points expire: which, when, and what keeps them. */
export function expiryMail({ days, ...facts }: ExpiryMailFacts): Mail {
  const { program } = facts;
  return noticeMail(facts, (say, language) => {
    const { date } = formatOf(language, program.timeZone);
    // They end at midnight, so the last day to spend them is the one before.
    const said = days.map(({ points, at }) =>
      say('wallet.expiring', { points, date: date(at - 1) }),
    );
    const isByRest = expiryOf(program).ends === 'inactivity';
    const keep = say(isByRest ? 'mail.expiry-active' : 'mail.expiry-use');
    return {
      subject: said[0] ?? '',
      said: [...said.slice(1), keep],
      button: say('mail.expiry-button'),
      why: say('mail.expiry-why', { program: program.name }),
    };
  });
}
