import type { WriteStream } from 'node:tty';
import { renderUnicodeCompact } from 'uqr';
import { deskPages } from '#contract/desk/desk-paths.ts';
import { tillPages } from '#contract/paths.ts';
import type { Demonstration } from '#server/demonstration/set-up.ts';

export interface Announcement {
  readonly publicUrl: string;
  readonly inboxUrl: string | null;
  readonly demonstration: Demonstration | null;
}

/** How a terminal highlights text. */
interface Pen {
  strong(text: string): string;
  /** Black on white whatever the terminal's colours: an inverted QR code is not read. */
  paper(text: string): string;
}

const plain: Pen = { strong: (text) => text, paper: (text) => text };
const coloured: Pen = {
  strong: (text) => `\u001b[1m${text}\u001b[22m`,
  // The symbol's light modules are drawn as blocks, so the ink is white.
  paper: (text) => `\u001b[97;40m${text}\u001b[0m`,
};

/** Addresses stand alone on their lines, near the edge: with a one-time link in it, a line fits 80 columns. */
export function announcement(facts: Announcement, pen: Pen = plain): string {
  const { publicUrl, inboxUrl, demonstration } = facts;
  const blocks = [`${pen.strong('Tillpass')} is open at ${publicUrl}`];
  if (demonstration) blocks.push(shopper(demonstration, pen));
  if (inboxUrl) blocks.push(`${pen.strong('Mail')} lands here, and nowhere else:\n${inboxUrl}`);
  if (demonstration?.member) blocks.push(member(demonstration.member, pen));
  if (demonstration) blocks.push(...counter(demonstration, publicUrl, pen));
  if (demonstration) blocks.push(desk(demonstration, publicUrl, pen));
  blocks.push('Ctrl-C ends it.');
  return `\n${indent(blocks.join('\n\n'))}\n`;
}

const shopper = ({ posterUrl }: Demonstration, pen: Pen): string =>
  [`${pen.strong('Shopper')}: open the poster, or scan it`, posterUrl, qrText(posterUrl, pen)].join(
    '\n',
  );

const member = (address: string, pen: Pen): string =>
  `${pen.strong('Member')} with five months of history: at the poster, sign in as\n${address}`;

/** A QR code for a terminal. The beginning of an address may be in capitals, which makes the code smaller. */
function qrText(url: string, pen: Pen): string {
  const capitals = url.replace(/^[a-z]+:\/\/[^/]+/, (origin) => origin.toUpperCase());
  return renderUnicodeCompact(capitals, { border: 2 }).split('\n').map(pen.paper).join('\n');
}

function counter(
  { enrolmentUrl, associate, place, posKey }: Demonstration,
  publicUrl: string,
  pen: Pen,
): readonly string[] {
  const page = [
    `${pen.strong('Associate')}: make a browser ${place.till} of ${place.store} (once, within 24 hours)`,
    enrolmentUrl,
    `then sign in as ${associate.name}, PIN ${associate.pin}; from then on`,
    publicUrl + tillPages.till,
  ];
  const key = [`${pen.strong('POS')}: that till's key for /pos/v1, shown this once`, posKey];
  return posKey === null ? [page.join('\n')] : [page.join('\n'), key.join('\n')];
}

const desk = ({ deskUrl, owner }: Demonstration, publicUrl: string, pen: Pen): string =>
  deskUrl === null
    ? `${pen.strong('Administrator')}: sign in with the passkey of ${owner}\n${publicUrl + deskPages.desk}`
    : `${pen.strong('Administrator')}: make a passkey for ${owner} (once, within 24 hours)\n${deskUrl}`;

const indent = (text: string): string => text.replace(/^(?=.)/gm, '  ');

/** Says where everything is, when the server listens: what a newcomer opens next. */
export function announce(
  out: Pick<WriteStream, 'write'> & Partial<Pick<WriteStream, 'hasColors'>>,
  facts: Announcement,
): void {
  // Node's own answer: no on a pipe, and no if NO_COLOR is set.
  const pen = out.hasColors?.() ? coloured : plain;
  out.write(`${announcement(facts, pen)}\n`);
}

/** A QR code of an address on a terminal with colours; null if the output goes to a file or has no colours. */
export const qrFor = (out: Partial<Pick<WriteStream, 'hasColors'>>, url: string): string | null =>
  out.hasColors?.() ? qrText(url, coloured) : null;
