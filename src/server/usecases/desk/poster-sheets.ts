import { createHash } from 'node:crypto';
import { deskPages } from '#contract/desk/desk-paths.ts';
import { paths } from '#contract/paths.ts';
import { lastingJoiningPoints } from '#domain/earning/occasion.ts';
import { fillOf } from '#domain/program/brand-colour.ts';
import { type Poster, type Program, type Store, storeOf } from '#domain/program/program.ts';
import { textIn } from '#domain/program/text.ts';
import { Refused } from '#domain/refusal.ts';
import { everything } from '#i18n/everything.ts';
import type { Language } from '#i18n/language.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { logoData } from '#server/usecases/program/logo-data.ts';
import { Html, html } from '#server/words/mail/html.ts';
import { printPage, qrOf, styleOfPage } from './print-page.ts';

/**
 * How many posters of a size fit on a sheet of A4, and how large the code is. A code is read from ten times its width
 * away.
 */
export const posterSizes = {
  a4: { copies: 1, qrMillimetres: 110 },
  a6: { copies: 4, qrMillimetres: 54 },
  shelf: { copies: 8, qrMillimetres: 44 },
} as const;

export type PosterSize = keyof typeof posterSizes;

interface SheetsWish {
  readonly size: PosterSize;
  readonly language: Language;
  /** Absent: of every store. */
  readonly storeId?: string | undefined;
  /** Which page of `sheetsAtMost` sheets, from 1; absent: all sheets, however many. */
  readonly page?: number;
}

/** A browser prints so many at once, and the server writes them in well under a second. */
export const sheetsAtMost = 40;

/**
 * A page to print with the posters of a store, or of all: a sheet of A4 for each placement.
 * @returns the page, and the SHA-256 of its style and of its script in base64, for its policy; `count`: how many placements, 0 is a page with nothing
 * @throws Refused `not-found` for a store that is not there
 */
export async function posterSheets(
  context: Context,
  { size, language, storeId, page }: SheetsWish,
): Promise<{
  readonly html: string;
  readonly style: string;
  readonly script: string;
  readonly count: number;
}> {
  const { program } = await readWork(context);
  const stores = program.stores.filter(({ id }) => storeId === undefined || id === storeId);
  if (storeId !== undefined && !storeOf(program, storeId)) throw new Refused({ key: 'not-found' });
  const places = stores.flatMap((store) => store.posters.map((poster) => ({ store, poster })));
  const { publicUrl } = context;
  const first = ((page ?? 1) - 1) * sheetsAtMost;
  const shown = page === undefined ? places : places.slice(first, first + sheetsAtMost);
  if (page !== undefined && page > 1 && shown.length === 0) throw new Refused({ key: 'not-found' });
  const logo = await logoData(context, program.brand, 800);
  const hasPicture = logo !== null;
  const sheets = await Promise.all(
    shown.map((place) => sheetOf({ ...place, program, publicUrl, hasPicture }, size, language)),
  );
  const part = { from: first + 1, to: first + shown.length, count: places.length };
  const style = styleOf(program, logo);
  const rest = shown.length === places.length ? [] : [restOf(part, { size, language, storeId })];
  // A file that a command writes has no desk to go back to.
  const bar = page === undefined ? [] : [barOf(language)];
  return {
    html: printPage({ language, title: program.name, style }, [...bar, ...rest, ...sheets]),
    style: hashOf(styleOfPage(style)),
    script: hashOf(printing),
    count: places.length,
  };
}

interface Place {
  readonly program: Program;
  readonly store: Store;
  readonly poster: Poster;
  readonly publicUrl: string;
  /** Whether the style has a logo that the retailer gave as a file. */
  readonly hasPicture: boolean;
}

interface Part {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64');

/** All that the page runs: its button prints it. */
const printing = `document.querySelector('nav button').onclick=()=>print()`;

/** The way back and the button, which are not printed. */
function barOf(language: Language): Html {
  const say = everything(language);
  return html`<nav><a href="${deskPages.desk}">${say('print.back')}</a> <button type="button">${say('print.print')}</button></nav>
<script>${new Html(printing)}</script>
`;
}

/** Which sheets these are, and the way to those before and after them. It is not printed. */
function restOf(
  { from, to, count }: Part,
  { size, language, storeId }: Omit<SheetsWish, 'page'>,
): Html {
  const say = everything(language);
  const page = (from - 1) / sheetsAtMost + 1;
  const store = storeId === undefined ? '' : `&amp;store=${encodeURIComponent(storeId)}`;
  const way = (number: number, words: string) =>
    html` <a href="?size=${size}&amp;language=${language}${new Html(store)}&amp;page=${number}">${words}</a>`;
  return html`<nav>${say('print.part', { from: `${from}`, to: `${to}`, count: `${count}` })}
${page > 1 ? way(page - 1, say('print.before')) : null}${to < count ? way(page + 1, say('print.next')) : null}</nav>
`;
}

async function sheetOf(place: Place, size: PosterSize, language: Language): Promise<Html> {
  const card = await cardOf(place, size, language);
  const cards = Array.from({ length: posterSizes[size].copies }, () => card);
  return html`<section class="sheet ${size}">${cards}</section>
`;
}

async function cardOf(
  { program, store, poster, publicUrl, hasPicture }: Place,
  size: PosterSize,
  language: Language,
): Promise<Html> {
  const say = everything(language);
  const address = publicUrl + paths.poster(poster.placement);
  const points = lastingJoiningPoints(program);
  const gift = points > 0 ? say('print.gift', { points }) : null;
  return html`<article>
<header>${markOf(program, hasPicture)}<b><bdi>${program.name}</bdi></b></header>
<div class="say"><h1>${say('poster.what')}</h1>${gift === null ? null : html`<p>${gift}</p>`}</div>
<div class="scan">${await qrOf(address, posterSizes[size].qrMillimetres)}<p>${say('print.scan')}</p></div>
<footer><p>${say('print.type')}</p><p class="address"><bdi dir="ltr">${inLetters(address)}</bdi></p>
<p class="place"><bdi>${store.name}</bdi> · <bdi>${textIn(poster.place, language)}</bdi></p></footer>
</article>`;
}

/** The address as people type it, without the part that a browser adds before the host. */
const inLetters = (address: string): string => address.replace(/^https?:\/\//, '');

function markOf({ brand: { logo, mark } }: Program, hasPicture: boolean): Html {
  if (hasPicture) return html`<span class="logo"></span>`;
  if (!logo) return html`<span class="mark">${mark}</span>`;
  return html`<svg class="mark" viewBox="${logo.viewBox}" aria-hidden="true"><path d="${logo.path}" fill="currentcolor"/></svg>`;
}

/** @param logo a `data:` address, which stands here once for all cards; null: there is none */
const styleOf = ({ brand }: Program, logo: string | null): string => {
  const { ground, ink } = fillOf(brand.color);
  const picture =
    logo === null ? '' : `;background:#fff url(${logo}) center/contain content-box no-repeat`;
  return `
nav{padding:6mm;text-align:center}
nav button{margin-inline-start:1em;padding:.6em 1.6em;font:inherit;font-weight:700}
@media print{nav{display:none}}
.sheet{display:grid}
.a6{grid:repeat(2,148.5mm)/repeat(2,105mm)}
.shelf{grid:repeat(4,74.25mm)/repeat(2,105mm)}
.a6 article,.shelf article{outline:.1mm dashed #999}
article{display:flex;flex-direction:column;text-align:center;min-height:0}
header{display:flex;align-items:center;justify-content:center;gap:.5em;padding:.55em;background:${ground};color:${ink};print-color-adjust:exact}
header b{overflow-wrap:anywhere}
.mark{width:1.4em;height:1.4em}
.logo{box-sizing:content-box;height:1.4em;aspect-ratio:${brand.logoPicture?.ratio ?? 1};padding:.2em;border-radius:.3em;print-color-adjust:exact${picture}}
span.mark{width:auto;height:auto;font-weight:700}
.qr{margin:0 auto}
.scan,.say{margin:auto 6mm}
h1{text-wrap:balance}
footer{padding:0 6mm 5mm}
.address{font-weight:700;overflow-wrap:anywhere}
.place{color:#444;font-size:8pt;margin-top:2mm}
.a4 header{font-size:34pt}.a4 h1{font-size:30pt}.a4 p{font-size:18pt}.a4 .address{font-size:24pt}.a4 .place{font-size:9pt;margin-top:6mm}
.a6 header{font-size:16pt}.a6 h1{font-size:14pt}.a6 p{font-size:10.5pt}.a6 .address{font-size:11pt}.a6 .place{font-size:7pt}
.shelf article{display:grid;grid:auto 1fr auto/46mm 1fr;column-gap:2mm;text-align:start}
.shelf header{grid-column:1/-1;font-size:12pt;padding:.35em}
.shelf .scan{grid-row:2/4;margin:auto 0 auto 2mm;text-align:center}
.shelf .say{margin:auto 0;padding-inline-end:3mm;grid-column:2;grid-row:2}
.shelf footer{grid-column:2;grid-row:3;padding:0 0 3mm;padding-inline-end:3mm}
.shelf h1{font-size:11pt}.shelf p{font-size:8pt}.shelf .address{font-size:8pt}.shelf .place{font-size:6pt;margin-top:1mm}
`;
};
