import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';
import { withoutRepeatedForms } from './compile-plural.ts';

const argument = String.raw`(d(?:\.\w+|\["[^"]+"\]))`;
/** What the library writes around a plain argument for bidirectional text. */
const marked = new RegExp(String.raw`"[\u200e\u200f]" \+ ${argument} \+ "[\u200e\u200f]"`, 'g');
/** The library's calls name language and offset each time. Ours know the language, and offsets are not used. */
const numbered = new RegExp(String.raw`number\("\w+", ${argument}, 0\)`, 'g');
const counted = new RegExp(String.raw`plural\(${argument}, 0, \w+, (?=\{ "?\w+"?: )`, 'g');

/**
 * The module of one language and audience: `(plural, number, isolate) => messages`. The library's own module would
 * import its runtime, with the plural rules of all languages and with numbers in Arabic-Indic digits. So its imports
 * become parameters, which translate.ts fills from Intl, and its direction marks become `isolate`. A message without
 * arguments becomes plain text, and a plural form that repeats `other` is left out.
 */
export function compileCatalogue(language: string, messages: Record<string, string>): string {
  const source = compileModule(
    new MessageFormat(language, { biDiSupport: true }),
    Object.fromEntries(
      Object.entries(messages).map(([key, message]) => [key, withoutRepeatedForms(message)]),
    ),
  );
  const start = 'export default ';
  const body = source
    .slice(source.indexOf(start) + start.length)
    .replace(marked, 'isolate($1)')
    .replace(numbered, 'number($1)')
    .replace(counted, 'plural($1, ')
    .replaceAll(/: \(\) => (?=")/g, ': ');
  return `${start}(plural, number, isolate) => (${body});\n`;
}
