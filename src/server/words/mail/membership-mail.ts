import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface MembershipMailFacts extends NoticeFacts {
  /** Its sentences; the first one stands in the subject. */
  readonly said: readonly string[];
}

/** Until when a membership is the member's, or that it has ended. */
export const membershipMail = ({ said, ...facts }: MembershipMailFacts): Mail =>
  noticeMail(facts, (say) => ({
    subject: said[0] ?? '',
    said,
    button: say('mail.membership-button'),
    why: say('mail.membership-why', { program: facts.program.name }),
  }));
