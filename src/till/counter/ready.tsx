import { isDigits, isPlain, type ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { Digits } from '#till/kit/digits.tsx';
import { Sign } from '#till/kit/sign.tsx';
import { useSentence, useWords } from '#till/kit/words.tsx';
import type { Screen } from './screen.ts';
import type { useDigits } from './use-digits.ts';
import { Viewfinder } from './viewfinder.tsx';

interface ReadyProps {
  readonly screen: Screen;
  readonly scanner: ScannerProfile;
  readonly digits: ReturnType<typeof useDigits>;
  onScan(raw: string): void;
  onTyped(raw: string): void;
  onFind(): void;
  onJoin(): void;
  /** Null: visits to this store give nothing. */
  readonly onCheckIn: (() => void) | null;
  /** What is typed next is another code, which the notice is not about. */
  onNext(): void;
}

/** The screen that waits for a scan: the camera at the top, the digits below, and at any time a scanner that types. */
export function Ready(props: ReadyProps) {
  const { screen, scanner, digits, onScan, onTyped, onFind, onJoin, onCheckIn, onNext } = props;
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
        label={t(isPlain(scanner) ? 'till.digits' : 'till.code')}
        inputMode={isDigits(scanner) ? 'numeric' : 'text'}
        field={digits.field}
        value={digits.typed}
        busy={looking}
        onChange={(typed) => {
          if (notice) onNext();
          digits.setTyped(typed);
        }}
        onSubmit={onTyped}
      />
      <div className="ready-members">
        <button type="button" className="button" onClick={onFind}>
          {t('till.find')}
        </button>
        <button type="button" className="button" onClick={onJoin}>
          {t('till.join')}
        </button>
        {onCheckIn && (
          <button type="button" className="button" onClick={onCheckIn}>
            {t('till.check-in')}
          </button>
        )}
      </div>
    </section>
  );
}
