import type { Translate } from './translate.ts';

/** A fault as a sentence in another language than the file's checks speak. @param said as the server has recognised it */
export const sayFault = (
  t: Translate<'fault'>,
  { key, values }: { readonly key: string; readonly values: Readonly<Record<string, string>> },
): string =>
  // Keys and values are the catalogue's own (`fault-words.ts` of the server).
  (t as (key: string, values: Readonly<Record<string, string>>) => string)(key, values);
