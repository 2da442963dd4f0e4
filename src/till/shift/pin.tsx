import { type FormEvent, useEffect, useEffectEvent, useRef, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillDevice } from '#contract/till.ts';
import { pinLength } from '#domain/people/pin.ts';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { useWords } from '#till/kit/words.tsx';
import { send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';
import type { Associate } from './associate.ts';
import { Pad } from './pad.tsx';

/** Longer than a scanner's burst, so that a stray scan is never tried as a PIN. */
const settleMs = 200;

interface PinProps {
  readonly associate: Associate;
  onDevice(device: TillDevice): void;
  onDeviceLost(): void;
  onOther(): void;
}

/** The associate's PIN, tapped or typed. It is sent by itself when it is complete. */
export function Pin({ associate, onDevice, onDeviceLost, onOther }: PinProps) {
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const field = useRef<HTMLInputElement>(null);

  const start = async () => {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      const shift = { associateId: associate.id, pin };
      onDevice(await send(tillLinks.shifts, shift));
    } catch (error) {
      const failed = failureOf(error);
      if (failed.kind === 'refused' && failed.refusal.key === 'device-unknown') onDeviceLost();
      setFailure(failed);
      setPin('');
      setBusy(false);
      field.current?.focus();
    }
  };
  const startWhole = useEffectEvent(start);
  useEffect(() => {
    if (pin.length !== pinLength) return;
    const timer = setTimeout(startWhole, settleMs);
    return () => clearTimeout(timer);
  }, [pin]);
  useEffect(() => {
    field.current?.focus();
  }, []);

  // The field is not `disabled` while the PIN is checked, because it would lose the focus.
  const enter = (digits: string) => {
    if (!busy) setPin(digits.replace(/\D/g, '').slice(0, pinLength));
  };
  const submit = (event: FormEvent) => event.preventDefault(); // A complete PIN is sent by itself.

  return (
    <form className="pin" onSubmit={submit}>
      <h1 className="sign-in-title">{t('till.hello', { name: associate.name })}</h1>
      <label className="pin-label">
        {t('till.pin')}
        {/* No keyboard on the screen, because the pad below is larger. A real keyboard works. Password managers heed no
            `off`, and keep no one-time code. */}
        <input
          ref={field}
          className="pin-field"
          type="password"
          inputMode="none"
          autoComplete="one-time-code"
          dir="ltr"
          value={pin}
          onChange={(event) => enter(event.target.value)}
        />
      </label>
      <Dots filled={pin.length} />
      <FailureNote failure={failure} />
      <Pad
        disabled={busy}
        onDigit={(digit) => enter(pin + digit)}
        onErase={() => enter(pin.slice(0, -1))}
      />
      <button type="button" className="button button-quiet" onClick={onOther}>
        {t('till.change')}
      </button>
    </form>
  );
}

/** How many digits of the PIN are there, visible from where the pad is tapped. */
function Dots({ filled }: { filled: number }) {
  const places = Array.from({ length: pinLength }, (_, place) => place);
  return (
    <div className="pin-dots" aria-hidden="true">
      {places.map((place) => (
        <span key={place} data-filled={place < filled} />
      ))}
    </div>
  );
}
