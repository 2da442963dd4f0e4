import type { WriteStream } from 'node:tty';
import { renderUnicodeCompact } from 'uqr';
import { paths } from '#contract/paths.ts';
import type { Demonstration } from './demonstration/set-up.ts';

export interface Announcement {
  readonly publicUrl: string;
  readonly inboxUrl: string | null;
  readonly demonstration: Demonstration | null;
}

/** Says where everything is, once the server listens: what a newcomer opens next. */
export function announcement({ publicUrl, inboxUrl, demonstration }: Announcement): string {
  const lines = ['', `Tillpass serves on ${publicUrl}`, ''];
  if (demonstration) {
    const { posterUrl, enrolmentUrl, associate, place, posKey } = demonstration;
    lines.push(
      'Shopper    open the poster, or scan it:',
      `           ${posterUrl}`,
      '',
      ...renderUnicodeCompact(posterUrl, { border: 2 })
        .split('\n')
        .map((line) => `           ${line}`),
      '',
      ...(inboxUrl ? ['Mail       the development inbox:', `           ${inboxUrl}`, ''] : []),
      `Associate  make this browser ${place.till} of ${place.store} (once, within 24 hours):`,
      `           ${enrolmentUrl}`,
      `           then sign in as ${associate.name}, PIN ${associate.pin}; from then on`,
      `           ${publicUrl}${paths.till}`,
      '',
      ...(posKey
        ? ["POS        that till's key for /pos/v1, shown this once:", `           ${posKey}`, '']
        : []),
    );
  } else if (inboxUrl) {
    lines.push(`Mail       the development inbox: ${inboxUrl}`, '');
  }
  lines.push('Ctrl-C ends it.', '');
  return lines.join('\n');
}

export function announce(out: Pick<WriteStream, 'write'>, facts: Announcement): void {
  out.write(`${announcement(facts)}\n`);
}
