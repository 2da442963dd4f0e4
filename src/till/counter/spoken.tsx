import { useSentence, useWords } from '#till/kit/words.tsx';
import type { Screen } from './screen.ts';

/** What a screen reader says when the screen changes; the screens themselves say nothing. */
export function Spoken({ screen }: { screen: Screen }) {
  const { t } = useWords();
  const sentence = useSentence();
  const say = (): string => {
    switch (screen.name) {
      case 'ready':
        return screen.notice ? sentence(screen.notice) : '';
      case 'looking':
        return t('till.checking');
      case 'offer': {
        if (screen.offline) return t('till.unsent');
        const { name, instruction } = screen.attempt.voucher.reward;
        return [t('till.ready'), name, instruction].join('. ');
      }
      case 'redeeming':
        return t('till.redeeming');
      case 'no':
        return `${t('till.no')}. ${sentence(screen.refusal)}`;
      case 'done':
        return `${t('till.done')}. ${screen.voucher.reward.name}`;
      case 'unsure':
        return t('till.unsure');
      case 'unlooked':
        return t('till.offline');
      case 'undone':
        return t('till.undone');
      case 'undo':
        return screen.step.kind === 'refused' ? sentence(screen.step.refusal) : '';
    }
  };
  return (
    <p className="heard" role="status">
      {say()}
    </p>
  );
}
