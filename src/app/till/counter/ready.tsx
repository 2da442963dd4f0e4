import type { RefObject } from 'react';
import { Sign } from '#app/till/frame/sign.tsx';
import { useSentence, useWords } from '#app/till/words.tsx';
import type { ScannerProfile } from '#domain/scanner-profile.ts';
import { Digits } from './digits.tsx';
import type { Screen } from './screen.ts';
import { Viewfinder } from './viewfinder.tsx';

interface ReadyProps {
  readonly screen: Screen;
  readonly scanner: ScannerProfile;
  /** Where digits are typed; keys that were meant for it come from anywhere. */
  readonly field: RefObject<HTMLInputElement | null>;
  readonly typed: string;
  onType(typed: string): void;
  onScan(raw: string): void;
}

/** Waiting for a scan: the camera on top, the digits below, and a scanner that types at any time. */
export function Ready({ screen, scanner, field, typed, onType, onScan }: ReadyProps) {
  const { t } = useWords();
  const sentence = useSentence();
  const looking = screen.name === 'looking';
  const notice = screen.name === 'ready' ? screen.notice : null;
  return (
    <section className="ready">
      <div className="ready-head">
        <h1 className="ready-title">{t(looking ? 'till.checking' : 'till.scan')}</h1>
        <p className="ready-hint">{t('till.scan-hint')}</p>
      </div>
      <Viewfinder scanner={scanner} paused={looking} onScan={onScan} />
      {notice && (
        <p className="note note-no">
          <Sign shape="no" />
          <span>{sentence(notice)}</span>
        </p>
      )}
      <Digits
        scanner={scanner}
        field={field}
        value={typed}
        busy={looking}
        onChange={onType}
        onSubmit={onScan}
      />
    </section>
  );
}
