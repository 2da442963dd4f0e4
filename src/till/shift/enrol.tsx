import { useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillDevice } from '#contract/till.ts';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { useWords } from '#till/kit/words.tsx';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';
import { Plain } from './plain.tsx';

interface EnrolProps {
  readonly token: string;
  onEnrolled(device: TillDevice): void;
  onLeave(): void;
}

/** The page of a set-up link: nothing happens until a person presses the button. */
export function Enrol({ token, onEnrolled, onLeave }: EnrolProps) {
  const { t } = useWords();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [device, setDevice] = useState<TillDevice | null>(null);

  const enrol = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const made = await send(tillLinks.enrol, { token });
      onEnrolled(made);
      setDevice(made);
    } catch (error) {
      setFailure(failureOf(error));
    }
    setBusy(false);
  };

  if (device) {
    const names = { till: device.till.name, store: device.store.name };
    return (
      <Plain title={t('till.enrolled', names)} shape="yes">
        <button type="button" className="button button-main" onClick={onLeave}>
          {t('till.enrol-go')}
        </button>
      </Plain>
    );
  }
  return (
    <Plain title={t('till.enrol-here')}>
      <p className="plain-text">{t('till.enrol-hint')}</p>
      <FailureNote failure={failure} />
      <button
        type="button"
        className="button button-main"
        aria-disabled={busy}
        onClick={busy ? undefined : enrol}
      >
        {t('till.enrol-yes')}
      </button>
    </Plain>
  );
}
