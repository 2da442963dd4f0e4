import { icons, pictureAt } from '#contract/paths.ts';
import { fillOf } from '#domain/program/brand-colour.ts';
import type { Picture } from '#domain/program/picture.ts';
import type { Program } from '#domain/program/program.ts';
import { directionOf, type Language } from '#i18n/language.ts';
import { type Html, html } from './html.ts';
import { imprint } from './mail-text.ts';

/** Mail programs may drop style sheets, so what matters is inline; this only makes it better. */
const darkStyles = html`<style>
:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){
.page{background:#161618!important}.card{background:#232326!important;color:#f2f2f2!important}
.code{background:#323236!important;color:#ffffff!important}.quiet,.quiet a{color:#b9b9c0!important}
}</style>`;

const font = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

/** Whose mail it is, and where the pictures are. */
interface Sender {
  readonly program: Pick<Program, 'name' | 'brand' | 'company'>;
  readonly publicUrl: string;
  /** What a list of mails shows beside the subject; absent: the mail's first words. */
  readonly preview?: string;
}

/** A mail of the program as HTML: one card. It is one table, because some mail programs centre nothing else. */
export function framed(
  { program, publicUrl, preview }: Sender,
  language: Language,
  blocks: readonly Html[],
): string {
  const { name, brand } = program;
  const direction = directionOf(language);
  const start = direction === 'rtl' ? 'right' : 'left';
  return html`<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>${name}</title>
${darkStyles}
</head>
<body class="page" style="margin:0;padding:0;background:#f3f3f5">${preview === undefined ? html`` : hidden(preview)}
<table role="presentation" class="page" dir="${direction}" width="100%" cellpadding="0" cellspacing="0" style="background:#f3f3f5">
<tr><td align="center" style="padding:24px 12px">
<div class="card" style="max-width:440px;margin:0 auto;padding:28px 24px;border-radius:16px;background:#ffffff;color:#1b1b1f;text-align:${start};${font};font-size:16px;line-height:1.5">
<p style="margin:0 0 20px;font-weight:700">${markOf(brand, publicUrl)}&nbsp; ${name}</p>
${blocks}${responsible(program)}
</div>
</td></tr>
</table>
</body>
</html>
`.text;
}

/** Who is responsible. Its direction is that of its own script, whatever the mail's language. */
function responsible(program: Sender['program']): Html {
  const said = imprint(program);
  if (said.length === 0) return html``;
  return html`
<div class="quiet" style="margin:20px 0 0;padding:16px 0 0;border-top:1px solid #8886;color:#5c5c66;font-size:13px">${said.map(
    (one) => html`
<p style="margin:0"><bdi>${one}</bdi></p>`,
  )}
</div>`;
}

/** Read by lists of mails, which take the first words that they find, and by nobody in the mail. */
const hidden = (text: string): Html =>
  html`<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden">${text}</div>`;

/** The logo that came as a file, else the icon. Where pictures are off, the letters on the brand stand for it. */
function markOf(brand: Program['brand'], publicUrl: string): Html {
  const { logoPicture, mark } = brand;
  const url = logoPicture ? pictureAt(logoPicture.hash, 320, 'jpeg') : `${icons}icon-192.png`;
  const width = Math.round(36 * (logoPicture?.ratio ?? 1));
  return html`<img src="${publicUrl + url}" width="${width}" height="36" alt="${mark}" aria-hidden="true" style="vertical-align:middle;border-radius:8px;${grounded(brand)};line-height:36px;text-align:center">`;
}

/** What a reward looks like. Where pictures are off, its room has its colour. */
export const pictureLine = ({ hash, color }: Picture, publicUrl: string): Html => html`
<p style="margin:0 0 16px"><img src="${publicUrl + pictureAt(hash, 320, 'jpeg')}" width="160" height="120" alt="" style="display:block;border-radius:12px;background:${color}"></p>`;

/** The brand as a ground, with its ink. */
function grounded({ color }: Program['brand']): string {
  const { ground, ink } = fillOf(color);
  return `background:${ground};color:${ink}`;
}

export const line = (text: string): Html => html`
<p style="margin:0 0 8px">${text}</p>`;

/** What the mail is about. */
export const headLine = (text: string): Html => html`
<p style="margin:0 0 12px;font-size:20px;line-height:1.3;font-weight:700">${text}</p>`;

/** Goods and their prices. */
export function rowLines(rows: readonly (readonly [string, string])[]): Html {
  if (rows.length === 0) return html``;
  const end = 'padding:6px 0;border-top:1px solid #8886';
  const each = rows.map(
    ([what, amount]) => html`
<tr><td style="${end}">${what}</td><td align="end" style="${end};padding-inline-start:16px;text-align:end;white-space:nowrap;vertical-align:top">${amount}</td></tr>`,
  );
  return html`
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="margin:16px 0 20px;font-size:inherit">${each}
</table>`;
}

/** Spaced by style and not by blanks, so that a copy of it is six digits and nothing else. */
export const codeLine = (code: string): Html => html`
<p class="code" dir="ltr" style="margin:0 0 8px;padding:14px 8px;border-radius:12px;background:#f3f3f5;color:#000000;text-align:center;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:36px;line-height:1.2;font-weight:700;letter-spacing:6px">${code}</p>`;

/** The one button of the mail. */
export const buttonLine = ({ brand }: Pick<Program, 'brand'>, url: string, text: string): Html =>
  html`
<p style="margin:16px 0 28px"><a href="${url}" style="display:block;padding:14px 20px;border-radius:12px;${grounded(brand)};text-align:center;text-decoration:none;font-weight:700">${text}</a></p>`;

/** What need not be read, at the end. */
export const quiet = (lines: readonly Html[]): Html => html`
<div class="quiet" style="color:#5c5c66;font-size:14px">
${lines.map(
  (one) => html`<p style="margin:0 0 12px">${one}</p>
`,
)}</div>`;
