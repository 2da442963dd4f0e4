import { escapeHtml } from '#contract/document.ts';

/**
 * A sentence with a mail address in it, as HTML: the address is a link, and everything around it a text.
 * @param say makes the sentence around what it is given
 */
export function withMailLink(say: (mail: string) => string, mail: string): string {
  const [before = '', after = ''] = say('\n').split('\n');
  const address = escapeHtml(mail);
  return `${escapeHtml(before)}<a href="mailto:${address}"><bdi>${address}</bdi></a>${escapeHtml(after)}`;
}
