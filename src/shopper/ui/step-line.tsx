import { passStepMs } from '#domain/pass/pass-value.ts';
import type { Pass } from '#shopper/api/make-pass.ts';

/** A thin line that shows how long a pass's digits are still good. It takes its place before there is a pass. */
export function StepLine({ pass }: { pass: Pass | null }) {
  return (
    <p className="step" aria-hidden="true">
      {pass?.kind === 'shown' && (
        <i key={pass.at} style={{ animationDelay: `-${pass.at % passStepMs}ms` }} />
      )}
    </p>
  );
}
