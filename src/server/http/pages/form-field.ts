import { escapeHtml } from '#contract/document.ts';
import type { Notice } from '#server/http/edge/reply-with.ts';

/** One field of a form on a page that runs no script. */
interface FormField {
  readonly name: string;
  readonly label: string;
  /** More attributes, as HTML. */
  readonly rest: string;
}

/**
 * The HTML of a field under its label. After a refusal it is marked and has the focus, and an address that was typed
 * stands in it, to be corrected and not typed anew.
 * @param notice what became of the form before
 */
export function formField({ name, label, rest }: FormField, notice: Notice | null): string {
  const refused = notice && 'refusal' in notice ? notice.form : null;
  const typed = name === 'email' && refused?.email ? ` value="${escapeHtml(refused.email)}"` : '';
  const marked = refused ? ' aria-invalid="true" autofocus' : '';
  return `<label class="field">${escapeHtml(label)}<input name="${name}" required ${rest}${typed}${marked}></label>`;
}
