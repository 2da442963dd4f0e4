import type { FastifyInstance } from 'fastify';
import { documentMark } from '#contract/document.ts';
import { icons as iconsPath, systemApi } from '#contract/paths.ts';
import type { Program } from '#domain/program/program.ts';
import { Refused } from '#domain/refusal.ts';
import { isLanguage } from '#i18n/language.ts';
import { pictureBytes } from '#server/storage/program/pictures.ts';
import type { Context } from '#server/usecases/ground/context.ts';
import { readWork } from '#server/usecases/ground/work.ts';
import { type LogoWidth, logoData, logoWidths } from '#server/usecases/program/logo-data.ts';
import { languageOf } from './edge/request-context.ts';
import { pagePolicy } from './edge/security-headers.ts';
import { brandIcon, type Cut } from './pages/brand-icon.ts';
import { keepDrawings } from './pages/keep-drawings.ts';
import { webManifest } from './pages/manifest.ts';
import { noSignalPage } from './pages/no-signal-page.ts';
import { drawShareCard, shareCardName } from './pages/share-card.ts';
import type { WriteDocument } from './pages/template.ts';
import { foreverForAnyone } from './picture-routes.ts';

/** The icons in pixels: Android wants two sizes, with and without a mask, and Apple has its own. */
const drawings: ReadonlyMap<string, readonly [cut: Cut, pixels: number]> = new Map([
  ['icon-192.png', ['round', 192]],
  ['icon-512.png', ['round', 512]],
  ['maskable-192.png', ['mask', 192]],
  ['maskable-512.png', ['mask', 512]],
  ['apple-touch-icon.png', ['square', 180]],
]);
/** The one that is not drawn in pixels. */
const vector = 'icon.svg';

/** A logo that was given as a file is inside it. */
const vectorPolicy = "default-src 'none'; img-src 'self' data:; frame-ancestors 'none'";

/** The brand's own logo, made once for each width. */
type LogoOf = (brand: Program['brand'], width: LogoWidth) => Promise<string | null>;

/** A webmail shows it in our mails, and a mail that is opened by itself has it as the tab's icon. */
const fromAnywhere = { 'cross-origin-resource-policy': 'cross-origin' };

/** Phones show a new brand after a day. */
const keptIcon = { 'cache-control': 'public, max-age=86400', ...fromAnywhere };

/**
 * What shows the brand outside the app's pages: the manifest, the icons of home screens and tabs, the card that chats
 * show, and the page "No connection". All come from the program.
 */
export function brandRoutes(
  app: FastifyInstance,
  context: Context,
  writeNoSignal: WriteDocument,
): void {
  const logo = keptLogo(context);
  const icon = async (cut: Cut): Promise<string> => {
    const { brand } = (await readWork(context)).program;
    return brandIcon(brand, cut, await logo(brand, 800));
  };
  const icons = keepDrawings<Buffer>(drawings.size);

  app.get<{ Params: { file: string } }>(systemApi.icon, async ({ params: { file } }, reply) => {
    if (file === vector)
      return reply
        .type('image/svg+xml; charset=utf-8')
        .headers({ ...keptIcon, 'content-security-policy': vectorPolicy })
        .send(await icon('round'));
    const drawing = drawings.get(file);
    if (!drawing) throw new Refused({ key: 'not-found' });
    const [cut, pixels] = drawing;
    const svg = await icon(cut);
    return reply
      .type('image/png')
      .headers(keptIcon)
      .send(await icons(`${pixels} ${svg}`, () => inPixels(svg, pixels)));
  });
  const cards = keepDrawings<Buffer>(1);
  app.get<{ Params: { file: string } }>(
    systemApi.shareCard,
    async ({ params: { file } }, reply) => {
      const { program } = await readWork(context);
      if (file !== shareCardName(program)) throw new Refused({ key: 'not-found' });
      const card = await cards(file, () => shareCard(context, program, logo));
      return reply.type('image/jpeg').headers(foreverForAnyone).send(card);
    },
  );

  app.get(systemApi.favicon, (_request, reply) =>
    reply.headers(fromAnywhere).redirect(iconsPath + vector, 301),
  );

  app.get(systemApi.manifest, async (request, reply) => {
    const { program } = await readWork(context);
    return reply
      .type('application/manifest+json')
      .header('cache-control', 'no-cache')
      .send(webManifest(program.name, program.brand.color, languageOf(request)));
  });

  app.get<{ Params: { language: string } }>(systemApi.noSignal, async (request, reply) => {
    const { language } = request.params;
    if (!isLanguage(language)) throw new Refused({ key: 'not-found' });
    const { program } = await readWork(context);
    const { title, markup } = noSignalPage(program, language);
    const logoUrl = await logo(program.brand, 320);
    const asked = { language, title, markup, state: null, program, logoUrl };
    const parts = { ...asked, styles: 'anyone' } as const;
    const { html, styleHash } = writeNoSignal(parts);
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', pagePolicy({ styleHash, runs: 'nothing' }))
      .header(documentMark, '1')
      .send(html);
  });
}

function keptLogo(context: Context): LogoOf {
  const keep = keepDrawings<string | null>(logoWidths.length);
  return async (brand, width) => {
    const { logoPicture } = brand;
    if (!logoPicture) return null;
    return keep(`${logoPicture.hash} ${width}`, () => logoData(context, brand, width));
  };
}

/** Drawn when a chat asks first, and not at each start: its name says what is on it. */
async function shareCard(context: Context, program: Program, logo: LogoOf): Promise<Buffer> {
  const { brand } = program;
  const file = brand.cover && ({ hash: brand.cover.hash, width: 800, kind: 'webp' } as const);
  return drawShareCard(program, {
    cover: file ? await pictureBytes(context.store.read, file) : null,
    logo: await logo(brand, 320),
  });
}

/** Loads the image library at the first icon: a server's start does without it. */
async function inPixels(svg: string, pixels: number): Promise<Buffer> {
  const { default: sharp } = await import('sharp');
  return sharp(Buffer.from(svg)).resize(pixels).png().toBuffer();
}
