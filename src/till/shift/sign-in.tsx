import { useState } from 'react';
import type { TillDevice } from '#contract/till.ts';
import { LanguageSwitch } from '#till/kit/language-switch.tsx';
import { TopBar } from '#till/kit/top-bar.tsx';
import { useWords } from '#till/kit/words.tsx';
import { useWedge } from '#till/scan/use-wedge.ts';
import type { Associate } from './associate.ts';
import { Pin } from './pin.tsx';

interface SignInProps {
  readonly device: TillDevice;
  onDevice(device: TillDevice): void;
  onDeviceLost(): void;
}

const nothing = () => {};

/** Who it is, and then the PIN. */
export function SignIn({ device, onDevice, onDeviceLost }: SignInProps) {
  const [associate, setAssociate] = useState<Associate | null>(null);
  // Nobody is signed in yet: a scan goes nowhere, and above all not into the PIN.
  useWedge(nothing, nothing);
  return (
    <>
      <TopBar device={device} />
      <main className="sign-in">
        {associate ? (
          <Pin
            associate={associate}
            onDevice={onDevice}
            onDeviceLost={onDeviceLost}
            onOther={() => setAssociate(null)}
          />
        ) : (
          <Who associates={device.associates} onChoose={setAssociate} />
        )}
      </main>
    </>
  );
}

interface WhoProps {
  readonly associates: readonly Associate[];
  onChoose(associate: Associate): void;
}

function Who({ associates, onChoose }: WhoProps) {
  const { t } = useWords();
  return (
    <>
      <h1 className="sign-in-title">{t('till.who')}</h1>
      {associates.length === 0 && <p className="plain-text">{t('till.who-none')}</p>}
      <ul className="names">
        {associates.map((associate) => (
          <li key={associate.id}>
            <button type="button" className="button name" onClick={() => onChoose(associate)}>
              <bdi>{associate.name}</bdi>
            </button>
          </li>
        ))}
      </ul>
      <LanguageSwitch />
    </>
  );
}
