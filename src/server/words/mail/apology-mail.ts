import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface ApologyMailFacts extends NoticeFacts {
  readonly points: number;
  /** What support wrote, in the member's language. */
  readonly why: string;
}

/** What support says to a member who had trouble, and the points that come with it. */
export const apologyMail = ({ points, why, ...facts }: ApologyMailFacts): Mail =>
  noticeMail(facts, (say) => {
    const subject = say('mail.apology-given', { points });
    return {
      subject,
      said: [why],
      button: say('mail.apology-button'),
      why: say('mail.apology-why', { program: facts.program.name }),
    };
  });
