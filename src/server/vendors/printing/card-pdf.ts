import { fileURLToPath } from 'node:url';
import type { SymbolDrawing } from '#contract/member.ts';
import { outline } from '#domain/values/outline.ts';
import { visualRuns } from './visual-runs.ts';

/** What stands on a printed card, in the language of its member. */
export interface PrintedCard {
  readonly shop: string;
  /** Null: the member has told no name. */
  readonly name: string | null;
  /** The membership number in groups, as people read it out. */
  readonly digits: string;
  readonly barcode: SymbolDrawing;
  readonly direction: 'ltr' | 'rtl';
  /** The brand's colour, as CSS writes it in hexadecimal. */
  readonly color: string;
  /** What to do with it at the till. */
  readonly line: string;
  /** Below the card on a whole sheet: how to cut it, and what it is for. */
  readonly notes: readonly string[];
  readonly title: string;
}

/** A sheet of A4 with the card on it, or the card alone for a printer of cards (ISO/IEC 7810, ID-1). */
export type Paper = 'a4' | 'card';

/** Points of a millimetre. */
const mm = 72 / 25.4;
const card = { width: 85.6 * mm, height: 53.98 * mm } as const;
const sheet = { width: 210 * mm, height: 297 * mm } as const;
const edge = 5 * mm;

const plainFont = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
const boldFont = fileURLToPath(import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'));

/** Draws a member's card as PDF. Its size is right where it is printed at 100 %. */
export async function drawCard(printed: PrintedCard, paper: Paper): Promise<Buffer> {
  // Loaded when the first card is drawn: it brings a font's shaping with it, which nothing else needs.
  const { default: Document } = await import('pdfkit');
  const size = paper === 'a4' ? sheet : card;
  const document = new Document({
    size: [size.width, size.height],
    margin: 0,
    info: { Title: printed.title },
  });
  const done = Promise.withResolvers<Buffer>();
  const pieces: Buffer[] = [];
  document.on('data', (piece: Buffer) => pieces.push(piece));
  document.on('end', () => done.resolve(Buffer.concat(pieces)));
  document.on('error', done.reject);
  document.registerFont('plain', plainFont);
  document.registerFont('bold', boldFont);
  if (paper === 'card') {
    drawFace(document, printed, { left: 0, top: 0 });
  } else {
    const at = { left: (sheet.width - card.width) / 2, top: 25 * mm };
    drawFace(document, printed, at);
    drawCut(document, at);
    drawNotes(document, printed, at.top + card.height + 12 * mm);
  }
  document.end();
  return done.promise;
}

type Document = PDFKit.PDFDocument;

interface Place {
  readonly left: number;
  readonly top: number;
}

/** Where to cut, around the card. */
function drawCut(document: Document, { left, top }: Place): void {
  document.save();
  document.lineWidth(0.5).dash(3, { space: 3 }).strokeColor('#888888');
  document.roundedRect(left, top, card.width, card.height, 3 * mm).stroke();
  document.restore();
}

function drawNotes(document: Document, { notes, direction }: PrintedCard, from: number): void {
  let top = from;
  const width = 150 * mm;
  const left = (sheet.width - width) / 2;
  for (const note of notes) {
    for (const line of linesOf(document, note, { size: 11, width })) {
      drawLine(document, line, {
        left,
        top,
        width,
        size: 11,
        font: 'plain',
        align: 'start',
        direction,
      });
      top += 17;
    }
    top += 6;
  }
}

function drawFace(document: Document, printed: PrintedCard, { left, top }: Place): void {
  const { shop, name, barcode, digits, line, color, direction } = printed;
  const inner = { left: left + edge, width: card.width - 2 * edge, direction };
  document.rect(left, top, card.width, 2.5 * mm).fill(color);
  document.fillColor('#000000');
  drawLine(document, shop, { ...inner, top: top + 5 * mm, size: 12, font: 'bold', align: 'start' });
  if (name !== null) {
    drawLine(document, name, {
      ...inner,
      top: top + 11 * mm,
      size: 9,
      font: 'plain',
      align: 'start',
    });
  }
  drawBars(document, barcode, {
    left: inner.left,
    top: top + 17 * mm,
    width: inner.width,
    height: 14 * mm,
  });
  const middle = { ...inner, align: 'center' } as const;
  // Digits run from left to right in every language.
  drawLine(document, digits, {
    ...middle,
    top: top + 33 * mm,
    size: 22,
    font: 'bold',
    direction: 'ltr',
  });
  drawLine(document, line, { ...middle, top: top + 45 * mm, size: 8, font: 'plain' });
}

interface Box extends Place {
  readonly width: number;
  readonly height: number;
}

/** Bars of whole modules, with the white that their standard demands on both sides. */
function drawBars(document: Document, { rows, quiet }: SymbolDrawing, box: Box): void {
  const modules = (rows[0]?.length ?? 0) + 2 * quiet;
  document.save();
  document.translate(box.left, box.top).scale(box.width / modules, box.height);
  document.path(outline(rows, { left: quiet, top: 0 })).fill('#000000');
  document.restore();
}

interface Written extends Place {
  readonly width: number;
  readonly size: number;
  readonly font: 'plain' | 'bold';
  readonly align: 'start' | 'center';
  readonly direction: 'ltr' | 'rtl';
}

/** One line of text; one that is too long for its place is written smaller. */
function drawLine(document: Document, text: string, written: Written): void {
  const { width, size, font, align, direction } = written;
  document.font(font).fontSize(size);
  const runs = visualRuns(text, direction);
  const widthOf = () => runs.reduce((sum, run) => sum + document.widthOfString(run), 0);
  const wide = widthOf();
  if (wide > width) document.fontSize((size * width) / wide);
  const own = Math.min(wide, width);
  const free = width - own;
  let left = written.left + (align === 'center' ? free / 2 : direction === 'rtl' ? free : 0);
  for (const run of runs) {
    document.text(run, left, written.top, { lineBreak: false });
    left += document.widthOfString(run);
  }
}

/** A paragraph in lines, in the order in which they are read. */
function linesOf(
  document: Document,
  text: string,
  { size, width }: { readonly size: number; readonly width: number },
): string[] {
  document.font('plain').fontSize(size);
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && document.widthOfString(longer) > width) {
      lines.push(line);
      line = word;
    } else line = longer;
  }
  return [...lines, line];
}
