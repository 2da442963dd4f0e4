import type { RewardArt } from '#contract/art.ts';
import type { TillVoucher } from '#contract/till.ts';
import { RewardPicture } from '#till/kit/reward-picture.tsx';

/** What the associate gives for a voucher, and how. */
export function Give({
  art,
  reward,
}: { art: RewardArt | undefined } & Pick<TillVoucher, 'reward'>) {
  return (
    <>
      <div className="give-head">
        <RewardPicture art={art} />
        <p className="give-what">
          <bdi>{reward.name}</bdi>
        </p>
      </div>
      <p className="give-how">
        <bdi>{reward.instruction}</bdi>
      </p>
      {reward.terms && <p className="note">{reward.terms}</p>}
    </>
  );
}
