import { encode } from 'uqr';
import { useWords } from '#desk/api/words.tsx';
import { outline } from '#domain/values/outline.ts';
import { Copy } from './copy.tsx';

/** Something that is shown once: to scan, to copy, and until when it is good. */
export function OneTimeLink({ url, until }: { readonly url: string; readonly until: number }) {
  const { t, format } = useWords();
  return (
    <div className="form">
      <p>{t('desk.link.hint', { time: format.dateTime(until) })}</p>
      <QrCode text={url} label={t('desk.link.qr')} />
      <Secret text={url} />
    </div>
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
