import { noSignalPage } from './paths.ts';

/**
 * The parts of the page "No connection", by case. The server writes the page in each language with the parts of all
 * cases, each in an element `<p data-case="…">`. The worker keeps it, and removes the parts of other cases.
 */
export type NoSignalCase =
  /** There was no answer, or a café's sign-in page answered. */
  | 'silent'
  | 'not-ours'
  /** Somebody has signed out here, or this page is not kept. */
  | 'signed-out'
  | 'not-kept'
  /** There is a wallet to go to. */
  | 'wallet';

/** The cache of these pages. They are nobody's, so signing out leaves them. */
export const noSignalCache = 'no-signal';

export const noSignalPath = (language: string): string =>
  noSignalPage.replace(':language', language);

const opening = '<p data-case="';
const closing = '</p>';

/** Removes the parts of other cases, and parts of cases that only a newer server knows. */
export const withCases = (html: string, cases: readonly NoSignalCase[]): string => {
  const [head = '', ...parts] = html.split(opening);
  const rest = parts.map((part) =>
    cases.some((one) => part.startsWith(`${one}"`))
      ? opening + part
      : part.slice(part.indexOf(closing) + closing.length),
  );
  return head + rest.join('');
};
