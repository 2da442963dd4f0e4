import type { TillDevice, TillVoucher } from '#contract/till.ts';
import type { Colleague } from '#till/members/second-person.tsx';
import type { Actions } from './actions.ts';
import { Done, Undone } from './done.tsx';
import { No, Unlooked, Unsure } from './no.tsx';
import { Offer } from './offer.tsx';
import type { Screen } from './screen.ts';
import { Undo } from './undo.tsx';

interface FaceProps {
  readonly screen: Screen;
  readonly actions: Actions;
  /** What the rewards look like. */
  readonly art: TillDevice['program']['art'];
  /** Who may be the second person for an undo. */
  readonly colleagues: readonly Colleague[];
}

/** The one thing that the associate has to see now. */
export function Face({ screen, actions, art, colleagues }: FaceProps) {
  const { redeem, undo, reverse, next, scan } = actions;
  const artOf = ({ reward }: TillVoucher) => art[reward.id];
  switch (screen.name) {
    case 'offer':
      return (
        <Offer
          {...screen}
          art={artOf(screen.attempt.voucher)}
          busy={false}
          onRedeem={redeem}
          onSkip={next}
        />
      );
    case 'redeeming':
      return (
        <Offer
          {...screen}
          art={artOf(screen.attempt.voucher)}
          offline={false}
          busy
          onRedeem={redeem}
          onSkip={next}
        />
      );
    case 'no':
      return <No refusal={screen.refusal} voucher={screen.voucher} onNext={next} />;
    case 'unlooked':
      return <Unlooked onRetry={() => scan(screen.scanned, screen.entered)} onNext={next} />;
    case 'unsure':
      return <Unsure attempt={screen.attempt} onRetry={redeem} onLeave={next} />;
    case 'done':
      return (
        <Done art={artOf(screen.voucher)} voucher={screen.voucher} onNext={next} onUndo={undo} />
      );
    case 'undo':
      return <Undo {...screen} colleagues={colleagues} onReverse={reverse} onLeave={next} />;
    case 'undone':
      return <Undone use={screen.use} onNext={next} />;
    default:
      return null; // Ready and looking have the camera, and a component of their own.
  }
}
