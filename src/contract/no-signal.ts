import { noSignalPage } from './paths.ts';

/**
 * The page in place of one that a phone can't show. The server writes it in each language with the parts of every case,
 * each in an element `<p data-case="…">`; the worker keeps it and takes away those that are not so.
 */
export type NoSignalCase =
  /** Nobody answered, or a network of somebody else's did. */
  | 'silent'
  | 'not-ours'
  /** Somebody has signed out here, or the page is just not kept. */
  | 'signed-out'
  | 'not-kept'
  /** There is a wallet to go to. */
  | 'wallet';

/** The cache of these pages: nobody's own, so that signing out leaves them. */
export const noSignalCache = 'no-signal';

export const noSignalPath = (language: string): string =>
  noSignalPage.replace(':language', language);

const opening = '<p data-case="';
const closing = '</p>';

/** A part of a case that is not known here is a newer server's, and goes too. */
export const withCases = (html: string, cases: readonly NoSignalCase[]): string => {
  const [head = '', ...parts] = html.split(opening);
  const rest = parts.map((part) =>
    cases.some((one) => part.startsWith(`${one}"`))
      ? opening + part
      : part.slice(part.indexOf(closing) + closing.length),
  );
  return head + rest.join('');
};
