import type { RewardArt } from '#contract/art.ts';
import type { TillVoucher } from '#contract/till.ts';
import { MainButton } from '#till/kit/main-button.tsx';
import { Panel } from '#till/kit/panel.tsx';
import { useWords } from '#till/kit/words.tsx';
import { Give } from './give.tsx';
import { Member } from './member.tsx';
import { type Use, undoable } from './screen.ts';

interface DoneProps {
  readonly art: RewardArt | undefined;
  readonly voucher: TillVoucher;
  onNext(): void;
  onUndo(use: Use): void;
}

/** The screen after redeeming: what to give. */
export function Done({ art, voucher, onNext, onUndo }: DoneProps) {
  const { t, format } = useWords();
  const buttons = (
    <>
      <MainButton onPress={onNext}>{t('till.next')}</MainButton>
      <button type="button" className="button" onClick={() => onUndo(undoable(voucher))}>
        {t('till.undo')}
      </button>
    </>
  );
  return (
    <Panel shape="yes" word={t('till.done')} solid actions={buttons}>
      <Give art={art} reward={voucher.reward} />
      <Member voucher={voucher} />
      {voucher.used && (
        <p className="give-about">{t('till.done-hint', { time: format.time(voucher.used.at) })}</p>
      )}
    </Panel>
  );
}

/** It is undone. Without a colour, because green means that something is to be given. */
export function Undone({ use, onNext }: { use: Use; onNext: () => void }) {
  const { t } = useWords();
  return (
    <Panel
      shape="back"
      word={t('till.undone-title')}
      actions={<MainButton onPress={onNext}>{t('till.next')}</MainButton>}
    >
      <p className="give-what give-what-undone">
        <bdi>{use.reward}</bdi>
      </p>
      <p className="give-how">{t('till.undone')}</p>
    </Panel>
  );
}
