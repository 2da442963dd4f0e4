import { encode } from 'uqr';
import { useWords } from '#desk/api/words.tsx';
import { isPublicAddress } from '#domain/desk/public-address.ts';
import { outline } from '#domain/values/outline.ts';
import { Copy } from './copy.tsx';
import { Note } from './note.tsx';

/** Something that is shown once: to scan, to copy, and until when it is good. */
export function OneTimeLink({
  url,
  until,
  isReachSaid = false,
}: {
  readonly url: string;
  readonly until: number;
  /** `NotReached` stands above it on the page. */
  readonly isReachSaid?: boolean;
}) {
  const { t, format } = useWords();
  return (
    <div className="form">
      <p>{t('desk.link.hint', { time: format.dateTime(until) })}</p>
      {!isReachSaid && <NotReached />}
      <QrCode text={url} label={t('desk.link.qr')} />
      <Secret text={url} />
    </div>
  );
}

/**
 * Beside a code that a phone is to scan: what is so while only this computer, or this network, opens the server's
 * address. The desk has the same address, because passkeys belong to it.
 */
export function NotReached() {
  const { t } = useWords();
  const address = location.origin;
  if (isPublicAddress(address)) return null;
  return (
    <>
      <Note>{t('desk.reach.local', { address })}</Note>
      <div>
        <Copy text={t('desk.reach.ask', { address })} label={t('desk.reach.copy')} />
      </div>
    </>
  );
}

/** A text that is shown once, with a button that copies it. */
export function Secret({ text }: { readonly text: string }) {
  return (
    <>
      <code className="secret" dir="ltr">
        {text}
      </code>
      <Copy text={text} />
    </>
  );
}

/** Black on white in every theme: an inverted code is not read. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { data, size } = encode(text, { border: 4 });
  const rows = data.map((row) => row.map(Number).join(''));
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={outline(rows, { left: 0, top: 0 })} />
    </svg>
  );
}
