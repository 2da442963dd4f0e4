import { paths } from '#contract/paths.ts';
import { everything } from '#i18n/everything.ts';
import { directionOf, type Language } from '#i18n/language.ts';

/**
 * The web app manifest (W3C): how Tillpass looks when it is installed.
 * @param color the program's colour, `#rrggbb`
 */
export function webManifest(name: string, color: string, language: Language) {
  const t = everything(language);
  return {
    // Stays the same whatever the start address becomes, so that an installed app stays that app.
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
    background_color: '#faf8f5',
    categories: ['shopping'],
    icons,
    shortcuts: [
      {
        name: t('manifest.barcode'),
        url: paths.barcode,
        icons: [{ src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' }],
      },
    ],
    screenshots: screenshots.map(({ label, ...screenshot }) => ({
      ...screenshot,
      type: 'image/png',
      label: t(label),
    })),
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

/** Browsers show them beside the question whether to install: narrow on phones, wide elsewhere. */
const screenshots = [
  {
    src: '/screenshots/wallet.png',
    sizes: '720x1480',
    form_factor: 'narrow',
    label: 'manifest.wallet-picture',
  },
  {
    src: '/screenshots/voucher.png',
    sizes: '720x1480',
    form_factor: 'narrow',
    label: 'manifest.voucher-picture',
  },
  {
    src: '/screenshots/wallet-wide.png',
    sizes: '1280x800',
    form_factor: 'wide',
    label: 'manifest.wallet-picture',
  },
] as const;

/** Home screens cut names at about this length; whole words read better than half of one. */
const shortLength = 12;

function shortNameOf(name: string): string {
  if (name.length <= shortLength) return name;
  const words = name.slice(0, shortLength + 1).split(' ');
  return words.length > 1 ? words.slice(0, -1).join(' ') : name.slice(0, shortLength);
}
