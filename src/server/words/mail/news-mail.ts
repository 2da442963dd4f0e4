import type { Mail } from '#server/vendors/mailer.ts';
import { type NoticeFacts, noticeMail } from './notice-mail.ts';

/** What the shop has to say, in one language. */
export interface NewsText {
  readonly subject: string;
  /** Paragraphs with an empty line between them. */
  readonly text: string;
  readonly button: string;
}

interface NewsMailFacts extends NoticeFacts {
  readonly news: NewsText;
}

/** The mail with news for who agreed to get it. */
export const newsMail = ({ news, ...facts }: NewsMailFacts): Mail =>
  noticeMail(facts, (say) => ({
    subject: news.subject,
    said: news.text
      .split(/\n\s*\n/)
      .map((paragraph) => paragraph.replace(/\s+/g, ' ').trim())
      .filter((paragraph) => paragraph !== ''),
    button: news.button,
    why: say('mail.news-why', { program: facts.program.name }),
  }));
