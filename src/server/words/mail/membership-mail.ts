import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface MembershipMailFacts extends NoticeFacts {
  /** Until when it is theirs, or that it has ended, as the subject says it; then what follows from it. */
  readonly said: readonly [subject: string, ...more: string[]];
}

/** Until when a membership is the member's, or that it has ended. */
export const membershipMail = ({ said: [subject, ...said], ...facts }: MembershipMailFacts): Mail =>
  noticeMail(facts, (say) => ({
    subject,
    said,
    button: say('mail.membership-button'),
    why: say('mail.membership-why', { program: facts.program.name }),
  }));
