import { PictureFault } from './picture-fault.ts';

/** Whether a file is text that begins as an SVG does. */
export const isSvg = (source: Uint8Array): boolean =>
  /^\uFEFF?\s*<(\?xml|!--|!doctype svg|svg)/i.test(textOf(source.subarray(0, 1_000)));

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

const active: readonly (readonly [pattern: RegExp, what: string])[] = [
  [/<\s*(\w+:)?script|\son\w+\s*=|javascript:/i, 'a script'],
  [/<\s*(\w+:)?foreignObject/i, 'a foreignObject'],
  [/<!ENTITY|<!DOCTYPE[^>]*\[/i, 'an entity of its own'],
  [/(?:href|src)\s*=\s*["']\s*(?!#|data:image\/)[^"'\s]/i, 'a link to something outside it'],
  [/url\(\s*["']?\s*(?!#)[^"'\s]|@import/i, 'a style that loads something from outside'],
];

/**
 * Refuses an SVG that could run or reach out. No SVG leaves the server, since browsers get what is drawn of it; one that
 * tries was not exported as a picture, and would look otherwise than its designer sees it.
 * @throws PictureFault
 */
export function refuseActiveSvg(source: Uint8Array): void {
  const text = textOf(source);
  const found = active.find(([pattern]) => pattern.test(text));
  if (found) throw new PictureFault(`is an SVG with ${found[1]}: export it as a plain drawing`);
}
