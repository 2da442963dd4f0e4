/**
 * What must never be in a log, whoever writes it: addresses of people, what opens a link, keys. The patterns look at
 * few characters at a time, so that no line is slow to clean.
 */
const secrets: readonly (readonly [RegExp, string])[] = [
  [/(\/(?:s|till\/enrol)\/)(?!:)[^\s"'\\?#/]+/g, '$1[token]'],
  [/\b(Bearer|Basic)\s+[^\s"'\\]+/gi, '$1 [key]'],
  // An address with user and password; the host stays readable.
  [/([a-z]{2,12}:\/\/)[^\s"'\\/@]{1,256}@/gi, '$1[account]@'],
  [
    /[^\s"'\\<>[\]@:/=,;()]{1,64}(?:@|%40)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})+/g,
    '[address]',
  ],
  [/\bwhsec_[A-Za-z0-9+/=_-]+/g, '[secret]'],
  // Each of our tokens is 32 bytes in base64url: 43 characters, a POS key longer by its prefix.
  [/(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43,50}(?![A-Za-z0-9_-])/g, '[secret]'],
];

/** The line with a word in place of each secret; JSON stays JSON. */
export function withoutSecrets(line: string): string {
  let clean = line;
  for (const [pattern, word] of secrets) clean = clean.replace(pattern, word);
  return clean;
}
