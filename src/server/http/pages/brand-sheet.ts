import { pictureAt } from '#contract/paths.ts';
import { fillOf } from '#domain/program/brand-colour.ts';
import type { Program } from '#domain/program/program.ts';

interface Showing {
  /** Whether the page that a poster opens may be among what it dresses. */
  readonly cover?: boolean;
  /** Where the logo is, for a page that can fetch nothing. */
  readonly logoUrl?: string | null | undefined;
}

/**
 * What the retailer chose, as CSS: colours, the logo and the cover. It is in the document, so no script waits for it or
 * carries it, and no page waits for a picture. Colours were checked as `#rrggbb` when the program was loaded. `:root` is
 * written twice, so that they win against the main sheet, which comes later.
 */
export function brandSheet(
  { brand, tiers }: Pick<Program, 'brand' | 'tiers'>,
  { cover = false, logoUrl }: Showing = {},
): string {
  const { ground, ink, away } = fillOf(brand.color);
  const tierRules = tiers.map((tier) => `[data-tier="${tier.id}"]{--tier:${tier.color}}`).join('');
  return `:root:root{--brand:${brand.color};--fill:${ground};--on-fill:${ink};--away:${away}}${tierRules}${logoRule(brand, logoUrl)}${cover ? coverRule(brand) : ''}`;
}

/** In rem. With a wider one the name and the tier would not stand beside it on a small phone, and the card would grow. */
const cardLogoWidth = 4.25;

/** The logo instead of the letters, on white, which it was given for. */
function logoRule({ logoPicture }: Program['brand'], logoUrl: string | null | undefined): string {
  if (!logoPicture || logoUrl === null) return '';
  const { hash, ratio } = logoPicture;
  const url = logoUrl ?? pictureAt(hash, 320, 'webp');
  return `:root:root .mark{inline-size:auto;min-inline-size:0;aspect-ratio:${ratio};padding:3px;font-size:0;background:#fff url(${url}) center/contain no-repeat content-box border-box}:root:root .card-top .mark{block-size:${Math.min(2.25, cardLogoWidth / ratio).toFixed(2)}rem}`;
}

/** The cover at the head of the poster's card: its average colour first, and its room kept. */
function coverRule({ cover }: Program['brand']): string {
  if (!cover) return '';
  const files = (['avif', 'webp'] as const).map(
    (kind) => `url(${pictureAt(cover.hash, 800, kind)}) type("image/${kind}")`,
  );
  return `:root:root .hello{padding-block-start:0}:root:root .hello::after{content:"";order:-1;justify-self:stretch;aspect-ratio:3;margin-inline:calc(-1*var(--side));background:${cover.color} image-set(${files}) center/cover}`;
}
