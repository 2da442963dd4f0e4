import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface PointsMailFacts extends NoticeFacts {
  readonly points: number;
  /** What they are for: the end of their wait, or a birthday. */
  readonly why: 'available' | 'birthday';
}

/** The mail about points that came without a purchase of now. */
export const pointsMail = ({ points, why, ...facts }: PointsMailFacts): Mail =>
  noticeMail(facts, (say) => ({
    subject: say(`mail.${why}`, { points }),
    said: [say(`mail.${why}-more`)],
    button: say(why === 'birthday' ? 'mail.expiry-button' : 'mail.apology-button'),
    why: say(why === 'birthday' ? 'mail.birthday-why' : 'mail.points-why', {
      program: facts.program.name,
    }),
  }));
