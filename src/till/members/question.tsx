import { useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillConfirmation } from '#contract/till-members.ts';
import { Digits } from '#till/kit/digits.tsx';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { MainButton } from '#till/kit/main-button.tsx';
import { Panel } from '#till/kit/panel.tsx';
import { useWords } from '#till/kit/words.tsx';
import { toFocus } from './desk-form.tsx';
import { useQuestion } from './use-question.ts';
import { useFieldFault, useSending } from './use-sending.ts';

interface QuestionProps {
  readonly asked: TillConfirmation;
  /** Counts up at each change that the store's stream tells of. */
  readonly changes: number;
  onAnswer(asked: TillConfirmation): void;
  onNext(): void;
  onMember(): void;
  onShiftLost(): void;
}

/** A question to the member, while it is open and when it is answered. */
export function Question(props: QuestionProps) {
  const { asked, changes, onAnswer, onNext, onMember } = props;
  const { t } = useWords();
  useQuestion(asked, changes, onAnswer);
  const back = <MainButton onPress={onMember}>{t('till.to-member')}</MainButton>;
  switch (asked.state) {
    case 'open':
      return <Waiting {...props} />;
    case 'confirmed':
      return (
        <Panel
          shape="yes"
          word={t('till.issued')}
          solid
          actions={<MainButton onPress={onNext}>{t('till.next')}</MainButton>}
        >
          <What asked={asked} />
          <p className="give-how">{t('till.issued-hint')}</p>
        </Panel>
      );
    case 'declined':
      return (
        <Panel shape="no" word={t('till.declined')} solid actions={back}>
          <p className="give-how">{t('till.declined-hint')}</p>
          <What asked={asked} />
        </Panel>
      );
    default:
      return (
        <Panel shape="no" word={t('till.over')} solid actions={back}>
          <p className="give-how">{t('till.over-hint')}</p>
          <What asked={asked} />
        </Panel>
      );
  }
}

function What({ asked }: { asked: TillConfirmation }) {
  return (
    <p className="give-about">
      <bdi>{asked.reward.name}</bdi>
    </p>
  );
}

/** Nothing is taken yet: the member answers on the phone, reads out the code of the mail, or types their PIN. */
function Waiting({ asked, onAnswer, onMember, onShiftLost }: QuestionProps) {
  const { t, format } = useWords();
  const sending = useSending(onShiftLost);
  const { pinFrom } = asked;
  const takesPin = pinFrom !== null && pinFrom <= asked.askedAt;
  const cancel = async () => {
    const path = tillLinks.cancelConfirmation(asked.id);
    const answer = await sending.post(path, {});
    // A yes that came first stands, and the reward has to be given.
    if (answer?.state === 'confirmed') onAnswer(answer);
    else if (answer) onMember();
  };
  const cancelButton = (
    <button type="button" className="button" onClick={cancel}>
      {t('till.wait-cancel')}
    </button>
  );
  return (
    <Panel shape="unsure" word={t('till.wait')} actions={cancelButton}>
      <p className="give-what">
        <bdi>{asked.reward.name}</bdi>
      </p>
      <p className="give-who">
        {asked.firstName && <bdi className="give-name">{asked.firstName}</bdi>}
        <span className="give-tier">{t('till.points', { points: asked.reward.points })}</span>
      </p>
      {asked.reward.terms && <p className="note">{asked.reward.terms}</p>}
      {takesPin && <TheirPin asked={asked} onAnswer={onAnswer} onShiftLost={onShiftLost} />}
      {pinFrom !== null && !takesPin && (
        <p className="note">{t('till.pin-not-yet', { time: format.dateTime(pinFrom) })}</p>
      )}
      <p className="desk-how">{t('till.wait-how')}</p>
      <MailedCode asked={asked} isFirst={!takesPin} onAnswer={onAnswer} onShiftLost={onShiftLost} />
      <FailureNote failure={sending.failure} />
    </Panel>
  );
}

type AnswerProps = Pick<QuestionProps, 'asked' | 'onAnswer' | 'onShiftLost'>;

function MailedCode({
  asked,
  isFirst,
  onAnswer,
  onShiftLost,
}: AnswerProps & { readonly isFirst: boolean }) {
  const { t } = useWords();
  const [code, setCode] = useState('');
  const sending = useSending(onShiftLost);
  const fault = useFieldFault(sending.failure, ({ key }) => key === 'confirmation-code-wrong');
  const check = async () => {
    const answer = await sending.post(tillLinks.confirmationCode(asked.id), { code });
    if (answer) onAnswer(answer);
    else setCode('');
  };
  return (
    <>
      <Digits
        label={t('till.wait-code')}
        inputMode="numeric"
        field={isFirst ? toFocus : null}
        value={code}
        busy={sending.busy}
        fault={fault}
        onChange={setCode}
        onSubmit={check}
      />
      {!fault && <FailureNote failure={sending.failure} />}
    </>
  );
}

/** The member types it, on the screen that the associate turns to them. */
function TheirPin({ asked, onAnswer, onShiftLost }: AnswerProps) {
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const sending = useSending(onShiftLost);
  const fault = useFieldFault(sending.failure, ({ key }) => key.startsWith('member-pin'));
  const check = async () => {
    const answer = await sending.post(tillLinks.confirmationPin(asked.id), { pin });
    if (answer) onAnswer(answer);
    else setPin('');
  };
  return (
    <>
      <p className="desk-how">{t('till.pin-how')}</p>
      <Digits
        label={t('till.pin-own')}
        inputMode="numeric"
        hidden
        field={toFocus}
        value={pin}
        busy={sending.busy}
        fault={fault}
        onChange={setPin}
        onSubmit={check}
      />
      {!fault && <FailureNote failure={sending.failure} />}
    </>
  );
}
