import { readFileSync } from 'node:fs';

/** The blocks of one language in a document, in order. */
export const codeBlocks = (document: string, language: string): string[] =>
  [...readFileSync(document, 'utf8').matchAll(/^```(\w+)\n(.*?)^```$/gms)]
    .filter(([, name]) => name === language)
    .map(([, , code = '']) => code);
