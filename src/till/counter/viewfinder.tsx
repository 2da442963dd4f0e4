import { useEffect, useRef, useState } from 'react';
import type { ScannerProfile } from '#domain/scan/scanner-profile.ts';
import { useWords } from '#till/kit/words.tsx';
import { isCameraAllowed } from '#till/scan/camera.ts';
import { isOurs } from '#till/scan/scan-text.ts';
import { lookAgain, nothingSeen, type Sighting, see } from '#till/scan/sighting.ts';
import { type Camera, useCamera } from '#till/scan/use-camera.ts';
import { keptHere } from '#web/browser-storage.ts';

/** Kept across screens and reloads, so that a till with a scanner is not asked for its camera again. */
const kept = 'tillpass.till.camera';

/** Kept across screens: a phone that is still there after Redeem must not be scanned again. */
let sighting: Sighting = nothingSeen;

interface ViewfinderProps {
  readonly scanner: ScannerProfile;
  readonly paused: boolean;
  onScan(raw: string): void;
}

/** The camera's picture, large; a code in it is scanned at once. */
export function Viewfinder({ scanner, paused, onScan }: ViewfinderProps) {
  const { t } = useWords();
  const [wanted, setWanted] = useCameraWish();
  const begun = useRef(false);
  const camera = useCamera(wanted, scanner.symbology, (texts, at) => {
    if (!begun.current) sighting = lookAgain(sighting, at);
    begun.current = true;
    const step = see(sighting, texts, at, (text) => isOurs(text, scanner));
    // A second phone that comes while the first one is looked up is seen again afterwards.
    if (step.scan && paused) return;
    sighting = step.sighting;
    if (step.scan) onScan(step.scan);
  });
  const seen = camera.state === 'on' || camera.state === 'starting';
  return (
    <div className="viewfinder" data-state={camera.state}>
      <video ref={camera.video} className="viewfinder-picture" muted playsInline hidden={!seen} />
      {camera.state === 'on' && <span className="viewfinder-frame" aria-hidden="true" />}
      <State camera={camera} />
      <div className="viewfinder-buttons">
        {camera.light !== null && (
          <button type="button" className="button" onClick={camera.toggleLight}>
            {t(camera.light ? 'till.light-off' : 'till.light-on')}
          </button>
        )}
        <button type="button" className="button" onClick={() => setWanted(!wanted)}>
          {t(wanted ? 'till.camera-off' : 'till.camera-on')}
        </button>
      </div>
    </div>
  );
}

function State({ camera }: { camera: Camera }) {
  const { t } = useWords();
  switch (camera.state) {
    case 'off':
      return null;
    case 'on':
      return <p className="viewfinder-aim">{t('till.camera-aim')}</p>;
    case 'starting':
      return <p className="viewfinder-text">{t('till.camera-starting')}</p>;
    default:
      return (
        <div className="viewfinder-text" role="alert">
          <p>{t(`till.camera-${camera.state}`)}</p>
          <button type="button" className="button" onClick={camera.retry}>
            {t('common.retry')}
          </button>
        </div>
      );
  }
}

/** On if it was turned on here before, or if the camera is allowed already, so that starting it asks nobody. */
function useCameraWish(): [wanted: boolean, set: (wanted: boolean) => void] {
  const [wanted, setWanted] = useState(() => keptHere.read(kept) === 'on');
  useEffect(() => {
    if (keptHere.read(kept)) return;
    isCameraAllowed().then((allowed) => allowed && setWanted(true));
  }, []);
  const set = (next: boolean) => {
    keptHere.write(kept, next ? 'on' : 'off');
    setWanted(next);
  };
  return [wanted, set];
}
