import { html } from './html.ts';
import { buttonLine, codeLine, framed, line, quiet } from './mail-frame.ts';
import type { SignInMailFacts, SignInWords } from './sign-in-words.ts';

/** The sign-in mail as HTML. */
export function signInHtml(
  { program, code, linkUrl, notMeUrl, publicUrl }: SignInMailFacts,
  words: SignInWords,
): string {
  const notMe = html`${words.notMe} <a href="${notMeUrl}" style="color:#5c5c66">${words.notMeLink}</a>`;
  return framed({ program, publicUrl }, words.language, [
    line(words.greeting),
    line(words.codeLabel),
    codeLine(code),
    html`
<p style="margin:0 0 24px">${words.valid}</p>`,
    line(words.orLink),
    buttonLine(program, linkUrl, words.button),
    quiet([html`${words.asked}`, notMe, html`${words.secret}`, html`${words.why}`]),
  ]);
}
