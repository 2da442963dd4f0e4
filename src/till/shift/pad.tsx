import { useWords } from '#till/kit/words.tsx';

interface PadProps {
  readonly disabled: boolean;
  onDigit(digit: string): void;
  onErase(): void;
}

/** Laid out like a telephone's, in every language. */
export function Pad({ disabled, onDigit, onErase }: PadProps) {
  const { t } = useWords();
  const key = (digit: string) => (
    <button
      key={digit}
      type="button"
      className="button pad-key"
      disabled={disabled}
      onClick={() => onDigit(digit)}
    >
      {digit}
    </button>
  );
  return (
    <div className="pad" dir="ltr">
      {['1', '2', '3', '4', '5', '6', '7', '8', '9'].map(key)}
      <span />
      {key('0')}
      <button
        type="button"
        className="button pad-key"
        aria-label={t('till.erase')}
        disabled={disabled}
        onClick={onErase}
      >
        <svg className="pad-erase" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M9 5h12v14H9l-7-7zM12 9l6 6M18 9l-6 6" />
        </svg>
      </button>
    </div>
  );
}
