import type { Tier } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

interface TierMailFacts extends NoticeFacts {
  /** What keeps the tier, as the wallet says it. */
  readonly keep: string;
  /** The tier that comes otherwise. */
  readonly otherwise: Tier;
}

/** The notice before a tier goes: what keeps it, and what comes otherwise. */
export const tierMail = ({ keep, otherwise, ...facts }: TierMailFacts): Mail =>
  noticeMail(facts, (say, language) => ({
    subject: keep,
    said: [keep, say('mail.tier-otherwise', { tier: textIn(otherwise.name, language) })],
    button: say('mail.tier-button'),
    why: say('mail.tier-why', { program: facts.program.name }),
  }));
