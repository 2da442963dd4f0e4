import { PictureFault } from './picture-fault.ts';

const beginnings = ['<?xml', '<!--', '<!doctype svg', '<svg'];

/** Whether a file is text that begins as an SVG does. */
export function isSvg(source: Uint8Array): boolean {
  // A mark of byte order is trimmed too.
  const head = textOf(source.subarray(0, 1_000)).trimStart().toLowerCase();
  return beginnings.some((one) => head.startsWith(one));
}

const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');

/** Text that makes an SVG more than a drawing, in small letters, without blanks and quotes. */
const active: readonly (readonly [text: string, what: string])[] = [
  ['<script', 'a script'],
  [':script', 'a script'],
  ['javascript:', 'a script'],
  ['foreignobject', 'a foreignObject'],
  ['<!entity', 'an entity of its own'],
  ['@import', 'a style that loads something from outside'],
];

/** What names another part or file, and how a name begins that stays inside the drawing. */
const links = ['href=', 'src=', 'url('];
const inside = ['#', 'data:image/'];

/**
 * Refuses an SVG that could run or reach out. No SVG leaves the server, since browsers get what is drawn of it; one that
 * tries was not exported as a picture, and would look otherwise than its designer sees it.
 * @throws PictureFault
 */
export function refuseActiveSvg(source: Uint8Array): void {
  const text = textOf(source).toLowerCase();
  const flat = text.replaceAll(/[\s"']/g, '');
  const found =
    active.find(([one]) => flat.includes(one))?.[1] ??
    (handles(text) ? 'a script' : null) ??
    (links.some((link) => leadsOut(flat, link)) ? 'a link to something outside it' : null);
  if (found)
    throw new PictureFault('active', `is an SVG with ${found}: export it as a plain drawing`);
}

function leadsOut(flat: string, link: string): boolean {
  const [, ...names] = flat.split(link);
  return names.some((name) => !inside.some((beginning) => name.startsWith(beginning)));
}

/** Whether an element has an attribute such as `onload`. */
function handles(text: string): boolean {
  const words = text.split(/\s/).filter(Boolean);
  return words.some(
    (word, at) => word.startsWith('on') && (word.includes('=') || words[at + 1]?.startsWith('=')),
  );
}
