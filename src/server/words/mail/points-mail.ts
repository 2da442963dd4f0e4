import { formatOf } from '#i18n/format.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface PointsMailFacts extends NoticeFacts {
  readonly points: number;
  /** What they are for. */
  readonly why:
    | {
        readonly kind: 'earned';
        readonly store: string;
        readonly receiptNumber: string;
        /** From when they can be spent; null: now. */
        readonly availableAt: number | null;
      }
    | { readonly kind: 'available' }
    | { readonly kind: 'birthday' };
}

/** The mail about points that came: by a purchase, at the end of their wait, or for a birthday. */
export function pointsMail({ points, why, ...facts }: PointsMailFacts): Mail {
  const { program } = facts;
  return noticeMail(facts, (say, language) => {
    const more: string[] = [];
    if (why.kind === 'earned') {
      const { store, receiptNumber: receipt, availableAt } = why;
      more.push(say('mail.earned-receipt', { store, receipt }));
      const { date } = formatOf(language, program.timeZone);
      if (availableAt !== null) more.push(say('mail.earned-wait', { date: date(availableAt) }));
    }
    const subject = say(`mail.${why.kind}`, { points });
    return {
      subject,
      said: [subject, ...more],
      button: say('mail.apology-button'),
      why: say('mail.points-why', { program: program.name }),
    };
  });
}
