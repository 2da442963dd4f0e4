import type { Program, Tier } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';

export interface TierMailFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** What keeps the tier, as the wallet says it. */
  readonly keep: string;
  /** The tier that comes otherwise. */
  readonly otherwise: Tier;
  /** The page of tiers. */
  readonly url: string;
  /** Where the mail's pictures are. */
  readonly publicUrl: string;
}

/** The notice before a tier goes: what keeps it, and what comes otherwise. */
export function tierMail({ to, program, keep, otherwise, url, ...facts }: TierMailFacts): Mail {
  const { publicUrl } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const next = say('mail.tier-otherwise', { tier: textIn(otherwise.name, language) });
  const button = say('mail.tier-button');
  const why = say('mail.tier-why', { program: program.name });
  return {
    ...{ to, language, senderName: program.name, subject: `${program.name}: ${keep}` },
    text: `${[keep, next, '', button, url, '', why].join('\n')}\n`,
    html: framed({ program, publicUrl }, language, [
      ...[keep, next].map(line),
      buttonLine(program, url, button),
      quiet([html`${why}`]),
    ]),
  };
}
