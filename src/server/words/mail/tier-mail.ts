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
    said: [say('mail.tier-otherwise', { tier: textIn(otherwise.name, language) })],
    button: say('mail.tier-button'),
    why: say('mail.tier-why', { program: facts.program.name }),
  }));

interface TierChangedFacts extends NoticeFacts {
  readonly tier: Tier;
  /** Whether it is a higher tier than the one before. */
  readonly higher: boolean;
  /** What keeps it, or how far the next one is, as the wallet says it; absent: there is nothing to say. */
  readonly next: string | undefined;
}

/** Tells a member that they are in another tier: what it brings and what keeps it, or what leads back up. */
export const tierChangedMail = ({ tier, higher, next, ...facts }: TierChangedFacts): Mail =>
  noticeMail(facts, (say, language) => {
    const words = { tier: textIn(tier.name, language) };
    const perks = tier.perks.map((perk) => textIn(perk, language));
    return {
      subject: say(higher ? 'mail.tier-reached' : 'mail.tier-gone', words),
      said: [
        ...(next === undefined ? [] : [next]),
        ...(perks.length > 0
          ? [say('mail.tier-perks', words), ...perks.map((perk) => `• ${perk}`)]
          : []),
      ],
      button: say('mail.tier-button'),
      why: say('mail.tier-changed-why', { program: facts.program.name }),
    };
  });
