import type { ReactNode } from 'react';
import type { RewardArt } from '#contract/art.ts';
import { Brand } from '#shopper/ui/brand.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { RewardPicture } from '#shopper/ui/reward-picture.tsx';

interface PassHeadProps {
  readonly reward: {
    readonly name: string;
    readonly art?: RewardArt;
    readonly stores?: readonly string[];
  };
  /** What it takes of the balance; absent or 0: nothing that the page has to say. */
  readonly points?: number;
  /** What became of it is the page's heading, and not its name. */
  readonly over?: boolean;
  readonly children?: ReactNode;
}

/** The head of a pass, in the brand's colour: whose it is, what for, for how many points, and where, if not everywhere. */
export function PassHead({ reward, points = 0, over = false, children }: PassHeadProps) {
  const { t, format } = usePage();
  const { name, art, stores = [] } = reward;
  const Name = over ? 'b' : 'h1';
  const facts = [
    points > 0 && t('wallet.points', { points }),
    stores.length > 0 && t('rewards.stores', { stores: format.list(stores) }),
  ].filter((fact) => fact !== false);
  return (
    <header className="card pass-head">
      <RewardPicture art={art} />
      <div>
        <Brand />
        <Name>
          <bdi>{name}</bdi>
        </Name>
        {facts.length > 0 && <p>{facts.join(' · ')}</p>}
      </div>
      {children}
    </header>
  );
}
