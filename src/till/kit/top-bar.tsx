import type { ReactNode } from 'react';
import type { TillDevice } from '#contract/till.ts';
import { useWords } from '#till/kit/words.tsx';

/** The shop and the till; what stands at the bar's end differs. */
export function TopBar({ device, children }: { device: TillDevice; children?: ReactNode }) {
  const { t } = useWords();
  const { logo, mark } = device.program;
  return (
    <header className="top-bar">
      <span className="mark" aria-hidden="true">
        {logo ? (
          <svg viewBox={logo.viewBox} aria-hidden="true">
            <path d={logo.path} fill="currentcolor" />
          </svg>
        ) : (
          mark
        )}
      </span>
      <p className="top-bar-place">
        <b>
          <bdi>{device.program.name}</bdi>
        </b>
        <span>{t('till.place', { till: device.till.name, store: device.store.name })}</span>
      </p>
      {children}
    </header>
  );
}
