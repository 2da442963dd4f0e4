import type { Browser, Seen } from './browser.ts';
import { formsOf } from './document.ts';

/** Sends the page's form for `action`, filled in, as a browser without scripts does. */
export async function sendForm(
  browser: Browser,
  page: string,
  action: string,
  typed: Record<string, string> = {},
): Promise<Seen> {
  const { text } = await browser.page(page);
  const form = formsOf(text).find((one) => one.action === action);
  if (!form) throw new Error(`no form to ${action} on ${page}`);
  return browser.form(action, { ...form.hidden, ...typed }, page);
}

/** The page to which an answered form leads. */
export function leadsTo(answer: Pick<Seen, 'status' | 'headers'>): string {
  if (answer.status !== 303) throw new Error(`answered with ${answer.status}`);
  return String(answer.headers.location);
}
