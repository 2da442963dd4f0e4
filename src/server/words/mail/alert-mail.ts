import { formatOf } from '#i18n/format.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

/** What was done in a member's name. The facts' address freezes the membership. */
interface UsedMailFacts extends NoticeFacts {
  readonly points: number;
  /** What the member can spend after it, when it is mailed; below zero, they owe it. */
  readonly balance: number;
  readonly reward: string;
  readonly store: string;
  readonly usedAt: number;
  /** When it is mailed: a use of another day, which a till reported late, is said with its day. */
  readonly at: number;
}

/**
 * Tells a member that a reward was given in their name, with the way to freeze at once if it was not them. The subject
 * says what and where, as a receipt does, because nearly everybody who reads it was at the till; the question is below.
 */
export const usedMail = ({
  points,
  balance,
  reward,
  store,
  usedAt,
  at,
  ...facts
}: UsedMailFacts): Mail =>
  noticeMail(facts, (say, language) => {
    const { program } = facts;
    const { date, time, dateTime } = formatOf(language, program.timeZone);
    const isToday = date(usedAt) === date(at);
    const words = { reward, store, time: isToday ? time(usedAt) : dateTime(usedAt) };
    const free = isToday ? 'mail.used-free' : 'mail.used-free-on';
    const paid = isToday ? 'mail.used' : 'mail.used-on';
    // The sentence that stands on the phone under the used voucher.
    const left =
      balance < 0
        ? say('wallet.debt', { points: -balance })
        : say('voucher.next', { points: balance });
    return {
      subject: points > 0 ? say(paid, { ...words, points }) : say(free, words),
      said: [left, say('mail.alert-freeze')],
      button: say('mail.thawed-button'),
      why: say('mail.used-why', { program: program.name }),
    };
  });

interface DeviceMailFacts extends NoticeFacts {
  /** The browser by its name; null: it names itself in no known way. */
  readonly browser: string | null;
  readonly signedInAt: number;
}

/** Tells a member that a device signed in on which they never were, with the way to freeze at once. */
export const deviceMail = ({ browser, signedInAt, ...facts }: DeviceMailFacts): Mail =>
  noticeMail(facts, (say, language) => {
    const { program } = facts;
    const { fullDateTime } = formatOf(language, program.timeZone);
    return {
      subject: browser === null ? say('mail.device-unknown') : say('mail.device', { browser }),
      said: [say('mail.device-when', { time: fullDateTime(signedInAt) }), say('mail.alert-freeze')],
      button: say('mail.thawed-button'),
      why: say('mail.device-why', { program: program.name }),
    };
  });
