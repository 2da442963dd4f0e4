import { escapeHtml } from '#contract/document.ts';
import type { Notice } from '#server/http/edge/reply-with.ts';

/** One field of a form on a page that runs no script. */
interface FormField {
  readonly name: string;
  readonly label: string;
  /** More attributes, as HTML. */
  readonly rest: string;
}

/** The id of a page's one notice, which a refused field is described by. */
const noticeId = 'said';

/** The HTML of what became of the form before. @param isDone it did what was asked; else it was refused */
export const noticeMarkup = (text: string, isDone: boolean): string =>
  `<p id="${noticeId}" ${isDone ? 'class="notice calm" role="status"' : 'class="notice" role="alert"'}>${escapeHtml(text)}</p>`;

/**
 * The HTML of a field under its label. If it was the one that was refused, it is marked, described by the notice and has
 * the focus, and an address that was typed stands in it, to be corrected and not typed anew.
 * @param notice what became of the form before
 */
export function formField({ name, label, rest }: FormField, notice: Notice | null): string {
  const form = notice && 'refusal' in notice ? notice.form : null;
  const refused = form?.field === name ? form : null;
  const typed = name === 'email' && refused?.email ? ` value="${escapeHtml(refused.email)}"` : '';
  const marked = refused ? ` aria-invalid="true" aria-describedby="${noticeId}" autofocus` : '';
  return `<label class="field">${escapeHtml(label)}<input name="${name}" required ${rest}${typed}${marked}></label>`;
}
