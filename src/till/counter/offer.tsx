import { useId } from 'react';
import type { RewardArt } from '#contract/art.ts';
import { Fault } from '#till/kit/fault.tsx';
import { MainButton } from '#till/kit/main-button.tsx';
import { Panel } from '#till/kit/panel.tsx';
import { WayOut } from '#till/kit/way-out.tsx';
import { useWords } from '#till/kit/words.tsx';
import { Give } from './give.tsx';
import { Member } from './member.tsx';
import type { Attempt } from './screen.ts';

interface OfferProps {
  readonly art: RewardArt | undefined;
  readonly attempt: Attempt;
  /** True: the last try never left this device. */
  readonly offline: boolean;
  readonly busy: boolean;
  onRedeem(): void;
  onSkip(): void;
}

/** What was scanned, and what to give for it. */
export function Offer({ art, attempt, offline, busy, onRedeem, onSkip }: OfferProps) {
  const { t } = useWords();
  const id = useId();
  const { voucher } = attempt;
  const buttons = (
    <>
      <MainButton busy={busy} describedBy={id} onPress={onRedeem}>
        {t(busy ? 'till.redeeming' : 'till.redeem')}
      </MainButton>
      <WayOut busy={busy} onPress={onSkip}>
        {t('till.skip')}
      </WayOut>
    </>
  );
  return (
    <Panel shape="yes" word={t('till.ready')} actions={buttons}>
      <div id={id}>
        <Give art={art} reward={voucher.reward} />
      </div>
      <Member voucher={voucher} />
      {voucher.state === 'expired' && <p className="note">{t('till.renewed')}</p>}
      {offline && <Fault text={t('till.unsent')} />}
    </Panel>
  );
}
