import { barcodeHash, paths } from '#contract/paths.ts';
import { fillOf } from '#domain/program/brand-colour.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';

/**
 * The web app manifest (W3C): how the installed app looks.
 * @param color the program's colour, `#rrggbb`
 */
export function webManifest(name: string, color: string, language: Language) {
  const t = everything(language);
  return {
    // Never changes, whatever the start address is, so that an installed app stays the same app.
    id: '/',
    name,
    short_name: shortNameOf(name),
    description: t('manifest.description'),
    lang: language,
    dir: directionOf(language),
    start_url: paths.wallet,
    scope: '/',
    display: 'standalone',
    theme_color: color,
    // The icon's own ground, so that the start shows the mark on the brand and nothing else.
    background_color: fillOf(color).ground,
    categories: ['shopping'],
    icons,
    shortcuts: [
      {
        name: t('manifest.barcode'),
        url: paths.wallet + barcodeHash,
        icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }],
      },
    ],
  };
}

const icons = [
  { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
  ...(['any', 'maskable'] as const).flatMap((purpose) =>
    [192, 512].map((size) => ({
      src: `/icons/${purpose === 'any' ? 'icon' : purpose}-${size}.png`,
      sizes: `${size}x${size}`,
      type: 'image/png',
      purpose,
    })),
  ),
];

/** Home screens cut names at about this length, and whole words read better than a part of one. */
const shortLength = 12;

function shortNameOf(name: string): string {
  if (name.length <= shortLength) return name;
  const words = name.slice(0, shortLength + 1).split(' ');
  return words.length > 1 ? words.slice(0, -1).join(' ') : name.slice(0, shortLength);
}
