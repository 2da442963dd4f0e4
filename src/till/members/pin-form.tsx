import { useEffect, useEffectEvent, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillMember } from '#contract/till-members.ts';
import { Field, type FieldFault } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import { type Desk, lookUp } from './desk.ts';
import { DeskForm, toFocus } from './desk-form.tsx';
import { useFieldFault, useSending } from './use-sending.ts';

interface PinFormProps {
  readonly member: TillMember;
  /** Opens another screen. */
  go(desk: Desk): void;
  onShiftLost(): void;
}

/** A member without a phone chooses the PIN by which they use points: typed twice, shown as dots, and never printed. */
export function PinForm({ member, go, onShiftLost }: PinFormProps) {
  const { t } = useWords();
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const [differ, setDiffer] = useState<FieldFault | null>(null);
  const [isTried, setTried] = useState(false);
  const sending = useSending(onShiftLost);
  const { failure } = sending;
  const isKept = failure?.kind === 'refused' && failure.refusal.key === 'member-pin-kept';
  // An answer may have been lost after the PIN was saved, so the member is looked up again, to be shown as they are.
  const showKept = useEffectEvent(() => go(lookUp(member.number, 'pin-kept')));
  useEffect(() => {
    if (isKept) showKept();
  }, [isKept]);
  const leave = () => go(isTried ? lookUp(member.number) : { name: 'member', member, note: null });
  const fault = useFieldFault(failure, ({ key }) =>
    ['member-pin-form', 'member-pin-simple'].includes(key),
  );
  const save = async () => {
    const isSame = pin === again;
    setDiffer(isSame ? null : { text: t('till.pin-differ') });
    if (isSame) {
      setTried(true);
      const wish = { memberId: member.memberId, pin };
      if (await sending.post(tillLinks.memberPin, wish))
        return go(lookUp(member.number, 'pin-saved'));
    }
    // Dots can't be mended: it is typed anew.
    if (isSame) setPin('');
    setAgain('');
  };
  const digits = { className: 'digits-field', type: 'password', inputMode: 'numeric' } as const;
  return (
    <DeskForm
      title={t('till.pin-title')}
      busy={sending.busy}
      failure={fault ? null : failure}
      submit={t(sending.busy ? 'common.loading' : 'till.pin-save')}
      onSubmit={save}
      onLeave={leave}
    >
      <p className="desk-how">{t('till.pin-about')}</p>
      <Field
        {...digits}
        label={t('till.pin-first')}
        ref={toFocus}
        dir="ltr"
        maxLength={16}
        value={pin}
        fault={differ ? null : fault}
        onType={setPin}
      />
      <Field
        {...digits}
        label={t('till.pin-again')}
        dir="ltr"
        maxLength={16}
        value={again}
        fault={differ}
        onType={setAgain}
      />
    </DeskForm>
  );
}
