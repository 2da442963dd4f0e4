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
    said: paragraphsOf(news.text),
    button: news.button,
    why: say('mail.news-why', { program: facts.program.name }),
  }));

const paragraphsOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .split('\n\n')
    .map((paragraph) => paragraph.replaceAll('\n', ' ').trim())
    .filter((paragraph) => paragraph !== '');
