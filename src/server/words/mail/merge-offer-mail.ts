import { mergePage } from '#contract/paths.ts';
import type { MergeSide } from '#domain/people/merge.ts';
import type { Program } from '#domain/program/program.ts';
import { everything } from '#i18n/everything.ts';
import { digitGroups, formatOf } from '#i18n/format.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { html } from './html.ts';
import { buttonLine, framed, line, quiet } from './mail-frame.ts';
import { textOf } from './mail-text.ts';

export interface MergeOfferFacts {
  readonly to: string;
  readonly program: Program;
  readonly language: string;
  /** Whether the reader's membership goes on, or is to become a part of the other one. */
  readonly side: MergeSide;
  /** Of the reader's membership. */
  readonly number: string;
  /** The last digits of the other one's number: support may take two strangers for one person. */
  readonly ending: string;
  /** Until when it can be done, epoch milliseconds. */
  readonly until: number;
  /** Where the mail's pictures are, and where the page is that does it. */
  readonly publicUrl: string;
}

/** Tells one of two members that support has begun to make their memberships one, and what only they can do. */
export function mergeOfferMail(facts: MergeOfferFacts): Mail {
  const { program, side, ending, publicUrl } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const say = everything(language);
  const date = formatOf(language, program.timeZone).date(facts.until - 1);
  const said = say(`mail.merge-offer-${side}`, { number: digitGroups(facts.number), ending });
  const how = say('mail.merge-offer-how', { date });
  const notMe = say('mail.merge-offer-not-me');
  const button = say(`mail.merge-offer-button-${side}`);
  const to = `${publicUrl}${mergePage}`;
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: say('mail.merge-offer-subject', { program: program.name }),
    text: textOf(program, [said, '', how, '', button, to, '', notMe]),
    html: framed(facts, language, [
      line(said),
      line(how),
      buttonLine(program, to, button),
      quiet([html`${notMe}`]),
    ]),
  };
}
