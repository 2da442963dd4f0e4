import { useWords } from '#desk/api/words.tsx';
import { Secret } from '#desk/ui/one-time-link.tsx';
import type { StepProps } from './step.ts';

/** PINs that nobody has noted yet: nothing else shows them again. */
export function GivenPins({ t, pins, onPins }: Pick<StepProps, 't' | 'pins' | 'onPins'>) {
  const { t: say } = useWords();
  return (
    <div className="form" role="status">
      {pins.map((shown) => (
        <div key={shown.name} className="form">
          <p>
            <b>{say('desk.stores.pin-of', { name: shown.name })}</b> {say('desk.stores.pin-once')}
          </p>
          <Secret text={shown.pin} />
          <div>
            <button
              type="button"
              className="button quiet small"
              onClick={() => onPins((before) => before.filter((one) => one !== shown))}
            >
              {t('begin.people-noted')}
              <span className="heard"> {shown.name}</span>
            </button>
          </div>
        </div>
      ))}
    </div>
  );
}
