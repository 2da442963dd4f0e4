import MessageFormat from '@messageformat/core';
import compileModule from '@messageformat/core/lib/compile-module.js';

/** What the library puts around a plain argument when asked for bidirectional support. */
const marked = /"[\u200e\u200f]" \+ (d(?:\.\w+|\["[^"]+"\])) \+ "[\u200e\u200f]"/g;

/**
 * The module of one language and audience: `(language, plural, number, isolate) => messages`.
 *
 * The library's module imports its own runtime, which brings the plural rules of every language
 * (they are one CommonJS file) and numbers in Arabic-Indic digits. So its imports give way to
 * parameters, which translate.ts fills from Intl, and its direction marks to `isolate`.
 * A message without arguments becomes the bare text.
 */
export function compileCatalogue(language: string, messages: Record<string, string>): string {
  const format = new MessageFormat(language, { biDiSupport: true });
  const source = compileModule(format, messages);
  const body = source
    .slice(source.indexOf('export default ') + 'export default '.length)
    .replace(marked, 'isolate($1)')
    .replaceAll(/: \(\) => (?=")/g, ': ');
  return `export default (${language}, plural, number, isolate) => (${body});\n`;
}
