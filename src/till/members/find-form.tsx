import { useEffect, useEffectEvent, useState } from 'react';
import { tillLinks } from '#contract/links.ts';
import type { TillMember } from '#contract/till-members.ts';
import { isAboutWish } from '#till/kit/ask.ts';
import { Field } from '#till/kit/field.tsx';
import { useWords } from '#till/kit/words.tsx';
import { DeskForm, toFocus } from './desk-form.tsx';
import { useFieldFault, useSending } from './use-sending.ts';

interface FindFormProps {
  /** Looked up at once, if there is any. */
  readonly typed: string;
  onFound(member: TillMember): void;
  onJoin(email: string): void;
  onLeave(): void;
  onShiftLost(): void;
}

/** Finds a member by what they say or show. */
export function FindForm({ typed: scanned, onFound, onJoin, onLeave, onShiftLost }: FindFormProps) {
  const { t } = useWords();
  const [typed, setTyped] = useState(scanned);
  const sending = useSending(onShiftLost, { onlyAsks: true });
  const isAddress = /[@a-z]/i.test(typed);

  const find = async () => {
    if (!typed.trim()) return;
    const wish = isAddress ? { email: typed } : { scanned: typed };
    const member = await sending.post(tillLinks.findMember, wish);
    if (member) onFound(member);
  };
  const findScanned = useEffectEvent(() => void find());
  useEffect(() => {
    if (scanned) findScanned();
  }, [scanned]);

  const { failure } = sending;
  const fault = useFieldFault(failure, isAboutWish);
  const isNobody = failure?.kind === 'refused' && failure.refusal.key === 'member-unknown';
  const signUp = (
    <button type="button" className="button" onClick={() => onJoin(isAddress ? typed.trim() : '')}>
      {t('till.find-join')}
    </button>
  );
  return (
    <DeskForm
      title={t('till.find')}
      busy={sending.busy}
      failure={fault ? null : failure}
      submit={t(sending.busy ? 'till.checking' : 'till.find-yes')}
      onlyAsks
      also={isNobody && signUp}
      onSubmit={find}
      onLeave={onLeave}
    >
      <Field
        label={t('till.find-label')}
        ref={toFocus}
        inputMode="email"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        dir="ltr"
        maxLength={254}
        value={typed}
        fault={fault}
        onType={setTyped}
      />
    </DeskForm>
  );
}
