import { paths } from '#contract/paths.ts';
import { directionOf, type Language } from '#i18n/language.ts';

/** The web app manifest (W3C): how Tillpass looks when it is installed. */
export function webManifest(name: string, color: string, language: Language) {
  return {
    // Stays the same whatever the start address becomes, so that an installed app stays that app.
    id: '/',
    name,
    short_name: name.slice(0, 12),
    lang: language,
    dir: directionOf(language),
    start_url: paths.wallet,
    scope: '/',
    display: 'standalone',
    theme_color: color,
    background_color: '#faf8f5',
  };
}
