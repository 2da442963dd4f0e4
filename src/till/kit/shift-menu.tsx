import { useId } from 'react';
import { tillPages } from '#contract/paths.ts';
import { useWords } from '#till/kit/words.tsx';
import { LanguageSwitch } from './language-switch.tsx';

interface ShiftMenuProps {
  readonly name: string;
  readonly sounds: boolean;
  onSounds(on: boolean): void;
  onEnd(): void;
}

/** The associate's name, and what is needed a few times a day. */
export function ShiftMenu({ name, sounds, onSounds, onEnd }: ShiftMenuProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <>
      <button type="button" className="button button-quiet who" popoverTarget={id}>
        <span className="heard">{t('common.menu')}: </span>
        <bdi className="who-name">{name}</bdi>
        <svg className="who-arrow" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M5 9l7 7 7-7" />
        </svg>
      </button>
      <div id={id} popover="auto" className="menu">
        <LanguageSwitch />
        <button type="button" className="button" onClick={() => onSounds(!sounds)}>
          {t(sounds ? 'till.sound-off' : 'till.sound-on')}
        </button>
        <a className="button" href={tillPages.scannerCheck}>
          {t('till.scanner')}
        </a>
        <button type="button" className="button" onClick={onEnd}>
          {t('till.end')}
        </button>
      </div>
    </>
  );
}
