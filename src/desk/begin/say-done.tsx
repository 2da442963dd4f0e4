import type { SayDone } from '#contract/desk/desk-begin.ts';
import { deskLinks } from '#contract/desk/desk-links.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { send } from '#web/client.ts';
import type { StepProps } from './step.ts';

/** For a step whose end nobody can see from here. */
export function SayDoneButton({
  t,
  beginning: { revision },
  step,
  onDone,
}: Pick<StepProps, 't' | 'beginning' | 'onDone'> & Pick<SayDone, 'step'>) {
  const say = useAction(() => send(deskLinks.beginDone, { revision, step }), onDone);
  return (
    <>
      <Fault error={say.error} />
      <button
        type="button"
        className="button quiet"
        aria-disabled={say.busy}
        onClick={() => say.run()}
      >
        {t(step === 'rehearsal' ? 'begin.finish' : 'begin.go-on')}
      </button>
    </>
  );
}
