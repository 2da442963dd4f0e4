import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Fault } from '#till/kit/fault.tsx';
import { Field } from '#till/kit/field.tsx';
import { WayOut } from '#till/kit/way-out.tsx';
import { useSentence, useWords } from '#till/kit/words.tsx';
import {
  type Colleague,
  isWhole,
  type Second,
  SecondPerson,
} from '#till/members/second-person.tsx';
import type { UndoStep, Use } from './screen.ts';

/** Sent as these words, so that an administrator can count them in any language of the till. */
const reasons = ['wrong-item', 'changed-mind', 'mistake', 'other'] as const;
type Reason = (typeof reasons)[number];

interface UndoProps {
  readonly use: Use;
  readonly step: UndoStep;
  /** Who may be the second person when much was undone already. */
  readonly colleagues: readonly Colleague[];
  onReverse(reason: string, second: Second): void;
  onLeave(): void;
}

/** Undoing needs a reason; without one nothing is sent. */
export function Undo({ use, step, colleagues, onReverse, onLeave }: UndoProps) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason | null>(null);
  const [words, setWords] = useState('');
  const [lacksReason, setLacksReason] = useState(false);
  const asked = useSecond(step);
  const trouble = useTrouble(step, lacksReason);
  const form = useRef<HTMLFormElement>(null);
  const busy = step.kind === 'sending';
  // The fault makes the buttons taller, and they may then cover the last reasons; otherwise nothing moves.
  const fault = asked.fault?.text ?? trouble;
  useEffect(() => {
    if (fault && form.current) showLastOf(form.current);
  }, [fault]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const said = reason === 'other' ? words.trim() : reason;
    setLacksReason(!said);
    if (said && !busy && asked.isReady()) onReverse(said, asked.second);
  };
  return (
    <form ref={form} className="undo" onSubmit={submit}>
      <h1 ref={toFocus} tabIndex={-1} className="sign-in-title">
        {t('till.undo-sure', { reward: use.reward })}
      </h1>
      <fieldset className="reasons" aria-invalid={lacksReason || undefined}>
        <legend>{t('till.undo-why')}</legend>
        {reasons.map((each) => (
          <label key={each} className="reason">
            <input
              type="radio"
              name="reason"
              value={each}
              checked={reason === each}
              onChange={() => {
                setReason(each);
                setLacksReason(false);
              }}
            />
            <span>{t(`till.undo-${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {reason === 'other' && (
        <Field
          label={t('till.undo-other-label')}
          ref={intoView}
          maxLength={200}
          value={words}
          onType={(text) => {
            setWords(text);
            setLacksReason(false);
          }}
        />
      )}
      {asked.isNeeded && (
        <SecondPerson
          colleagues={colleagues}
          second={asked.second}
          fault={asked.fault}
          onSecond={asked.choose}
        />
      )}
      <div className="actions undo-actions">
        {trouble && <Fault text={trouble} />}
        <button type="submit" className="button button-main" aria-disabled={busy}>
          {t(busy ? 'till.undoing' : 'till.undo-yes')}
        </button>
        <WayOut busy={busy} className="button-quiet" onPress={onLeave}>
          {t('till.undo-no')}
        </WayOut>
      </div>
    </form>
  );
}

/** A colleague's PIN: asked for once the server wants it, and again after a wrong one. */
function useSecond(step: UndoStep) {
  const { t } = useWords();
  const [second, setSecond] = useState<Second>(null);
  const [lacks, setLacks] = useState(false);
  const isNeeded =
    second !== null || (step.kind === 'refused' && step.refusal.key === 'second-person-undo');
  useEffect(() => {
    if (step.kind === 'refused') setSecond((chosen) => chosen && { ...chosen, pin: '' });
  }, [step]);
  return {
    second,
    isNeeded,
    fault: lacks ? { text: t('till.second-missing') } : undefined,
    choose(chosen: Second) {
      setSecond(chosen);
      setLacks(false);
    },
    isReady(): boolean {
      const ready = !isNeeded || isWhole(second);
      setLacks(!ready);
      return ready;
    },
  };
}

/** The question is read out first. */
const toFocus = (title: HTMLElement | null): void => title?.focus();

/** Scrolls by as much as the buttons at the bottom cover. */
function showLastOf(form: HTMLFormElement): void {
  const foot = form.lastElementChild;
  const last = foot?.previousElementSibling;
  if (!foot || !last) return;
  const hidden = last.getBoundingClientRect().bottom - foot.getBoundingClientRect().top;
  if (hidden > 0) scrollBy({ top: hidden });
}

/**
 * Scrolls the new field into view, because it appears under the buttons. The focus stays on the reasons, for people who
 * go through them with keys.
 */
const intoView = (field: HTMLInputElement | null): void =>
  field?.scrollIntoView({ block: 'nearest' });

function useTrouble(step: UndoStep, lacksReason: boolean): string | null {
  const { t } = useWords();
  const sentence = useSentence();
  if (lacksReason) return sentence({ key: 'reason-required' });
  if (step.kind === 'refused') return sentence(step.refusal);
  return step.kind === 'lost' ? t('till.undo-lost') : null;
}
