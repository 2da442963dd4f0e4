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
  /** What became of it is the page's heading, and not its name. */
  readonly over?: boolean;
  readonly children?: ReactNode;
}

/** The head of a pass, in the brand's colour: whose it is, what for, and where, if not everywhere. */
export function PassHead({ reward, over = false, children }: PassHeadProps) {
  const { t, format } = usePage();
  const { name, art, stores = [] } = reward;
  const Name = over ? 'b' : 'h1';
  return (
    <header className="card pass-head">
      <RewardPicture art={art} />
      <div>
        <Brand />
        <Name>
          <bdi>{name}</bdi>
        </Name>
        {stores.length > 0 && <p>{t('rewards.stores', { stores: format.list(stores) })}</p>}
      </div>
      {children}
    </header>
  );
}
