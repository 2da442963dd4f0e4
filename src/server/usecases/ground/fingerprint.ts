import type { Secrets } from './secrets.ts';

/** What a database keeps of its SECRET_KEY, to know it again: for each of the server's keys, SECRET_KEY's first. */
export const fingerprintsOf = (secrets: Pick<Secrets, 'hashes'>): readonly string[] =>
  secrets.hashes('fingerprint', 'tillpass');
