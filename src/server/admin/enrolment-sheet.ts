import { everything } from '#i18n/everything.ts';
import { printPage, qrOf } from '#server/usecases/desk/print-page.ts';
import { html } from '#server/words/mail/html.ts';

/** A till and the one-time link that makes a device that till. */
export interface Offer {
  readonly tillId: string;
  readonly till: string;
  readonly store: string;
  readonly url: string;
}

/** Wide enough that the modules of a long link can be read from paper at arm's length. */
const qrMillimetres = 50;
const onOneSheet = 9;

/** Links as codes to scan at the tills, because nobody types 43 letters into a tablet. */
export async function enrolmentSheet(
  programName: string,
  offers: readonly Offer[],
): Promise<string> {
  const t = everything('en');
  const title = t('print.till-title');
  const cards = await Promise.all(
    offers.map(
      async ({ tillId, till, store, url }) =>
        html`<li>${await qrOf(url, qrMillimetres)}<b><bdi>${store}</bdi>, <bdi>${till}</bdi></b><p dir="ltr">${tillId}</p></li>`,
    ),
  );
  const sheets = Array.from({ length: Math.ceil(cards.length / onOneSheet) }, (_, at) => {
    const here = cards.slice(at * onOneSheet, (at + 1) * onOneSheet);
    return html`<section class="sheet"><h1>${title}</h1><p><b><bdi>${programName}</bdi></b>. ${t('print.till-how')}</p><ol>${here}</ol></section>
`;
  });
  return printPage({ language: 'en', title, style }, sheets);
}

const style = `
.sheet{padding:14mm}
h1{font-size:16pt;margin-bottom:2mm}
ol{display:grid;grid-template-columns:repeat(3,1fr);gap:8mm 4mm;margin:8mm 0 0;padding:0;list-style:none}
li{break-inside:avoid;text-align:center;overflow-wrap:anywhere}
li .qr{margin:0 auto 1mm}
`;
