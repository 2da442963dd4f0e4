/** How much of a User-Agent is read: real ones are shorter, and each pattern below reads all of it. */
const readAtMost = 400;

/** The first that fits wins: every Chromium also says Chrome and Safari, every iPad app also says Mobile. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Edg|EdgA|EdgiOS)\//, 'Edge'],
  [/\b(OPR|OPT|OPX)\//, 'Opera'],
  [/\bDuckDuckGo\/|\bDdg\//, 'DuckDuckGo'],
  [/\bYaBrowser\//, 'Yandex Browser'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\bHuaweiBrowser\//, 'Huawei Browser'],
  [/\bMiuiBrowser\//, 'Mi Browser'],
  [/\bUCBrowser\//, 'UC Browser'],
  [/\bInstagram\b/, 'Instagram'],
  [/\bFBA[NV]\//, 'Facebook'],
  [/\bGSA\//, 'Google'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium|HeadlessChrome)\//, 'Chrome'],
  [/\bVersion\/[\d.]+.*\bSafari\//, 'Safari'],
];

const systems: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\b(Macintosh|Mac OS X)\b/, 'Mac'],
  [/\bLinux\b/, 'Linux'],
];

/** An app on an iPhone's home screen has no `Safari/` at the end, but it is Safari. */
const bareWebKit = /\b(iPhone|iPad)\b.*\bAppleWebKit\/.*\bMobile\//;

/**
 * A browser's name for people: "Safari (iPhone)", "Chrome (Android)". It is made of names of products only, because it is
 * stored and shown in whatever language a page has. The User-Agent itself is stored nowhere.
 * @returns null when it can't be told
 */
export function browserName(userAgent: string): string | null {
  const read = userAgent.slice(0, readAtMost);
  const named = (table: typeof browsers) => table.find(([sign]) => sign.test(read))?.[1] ?? null;
  const browser = named(browsers) ?? (bareWebKit.test(read) ? 'Safari' : null);
  const system = named(systems);
  if (browser === null) return null;
  return system === null ? browser : `${browser} (${system})`;
}
