import type { TillVoucher } from '#contract/till.ts';
import type { Refusal } from '#domain/refusal.ts';
import { MainButton } from '#till/kit/main-button.tsx';
import { Panel } from '#till/kit/panel.tsx';
import { useSentence, useWords } from '#till/kit/words.tsx';
import { Member } from './member.tsx';
import type { Attempt } from './screen.ts';

interface NoProps {
  readonly refusal: Refusal;
  readonly voucher: TillVoucher | null;
  onNext(): void;
}

/** A clear no, with the reason and, if there is one, what to do. */
export function No({ refusal, voucher, onNext }: NoProps) {
  const { t } = useWords();
  const sentence = useSentence();
  const button = <MainButton onPress={onNext}>{t('till.again')}</MainButton>;
  return (
    <Panel shape="no" word={t('till.no')} solid actions={button}>
      <p className="give-how">{sentence(refusal)}</p>
      {voucher && <What voucher={voucher} />}
    </Panel>
  );
}

function What({ voucher }: { voucher: TillVoucher }) {
  return (
    <>
      <p className="give-about">
        <bdi>{voucher.reward.name}</bdi>
      </p>
      <Member voucher={voucher} />
    </>
  );
}

/** Looking at the scanned code got no answer; nothing was redeemed. */
export function Unlooked({ onRetry, onNext }: { onRetry: () => void; onNext: () => void }) {
  const { t } = useWords();
  const buttons = (
    <>
      <MainButton onPress={onRetry}>{t('common.retry')}</MainButton>
      <button type="button" className="button" onClick={onNext}>
        {t('till.again')}
      </button>
    </>
  );
  return (
    <Panel shape="unsure" word={t('till.unreached')} actions={buttons}>
      <p className="give-how">{t('till.offline')}</p>
    </Panel>
  );
}

interface UnsureProps {
  readonly attempt: Attempt;
  onRetry(): void;
  onLeave(): void;
}

/** Redeeming got no answer: it may have been done. */
export function Unsure({ attempt, onRetry, onLeave }: UnsureProps) {
  const { t } = useWords();
  const buttons = (
    <>
      <MainButton onPress={onRetry}>{t('till.ask-again')}</MainButton>
      <button type="button" className="button" onClick={onLeave}>
        {t('till.undo-no')}
      </button>
    </>
  );
  return (
    <Panel shape="unsure" word={t('till.unsure-title')} actions={buttons}>
      <p className="give-how">{t('till.unsure')}</p>
      <What voucher={attempt.voucher} />
    </Panel>
  );
}
