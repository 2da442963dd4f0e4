import { everything } from '#i18n/everything.ts';
import { isLanguage, type Language } from '#i18n/language.ts';
import type { Mail } from '#server/vendors/mailer.ts';
import { textOf } from './mail-text.ts';
import { signInHtml } from './sign-in-html.ts';
import { type SignInMailFacts, type SignInWords, wordsOf } from './sign-in-words.ts';

/**
 * The one mail of a sign-in: a code and a link, who asked for it, and a way to say "this was not me".
 * The code comes first in the subject, where a phone's notification shows it.
 */
export function signInMail(facts: SignInMailFacts): Mail {
  const { program, code } = facts;
  const language: Language = isLanguage(facts.language) ? facts.language : 'en';
  const words = wordsOf(facts, language);
  return {
    to: facts.to,
    senderName: program.name,
    language,
    subject: everything(language)('mail.subject', { code, program: program.name }),
    text: asText(facts, words),
    html: signInHtml(facts, words),
  };
}

/** Code and links stand on lines of their own: easy to copy, and independent of a sentence's direction. */
function asText(facts: SignInMailFacts, words: SignInWords): string {
  const lines = [
    words.greeting,
    '',
    words.codeLabel,
    '',
    facts.code,
    '',
    words.valid,
    '',
    words.orLink,
    facts.linkUrl,
    '',
    words.asked,
    '',
    words.notMe,
    facts.notMeUrl,
    '',
    words.secret,
    words.why,
  ];
  // The last line: browsers fill in a code that names their site (WICG, origin-bound one-time codes).
  return `${textOf(facts.program, lines)}\n@${new URL(facts.publicUrl).hostname} #${facts.code}\n`;
}
