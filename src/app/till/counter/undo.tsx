import { type FormEvent, useState } from 'react';
import { Sign } from '#app/till/frame/sign.tsx';
import { useSentence, useWords } from '#app/till/words.tsx';
import type { UndoStep, Use } from './screen.ts';

/** Sent as these words, so that an administrator can count them whatever language the till speaks. */
const reasons = ['wrong-item', 'changed-mind', 'mistake', 'other'] as const;
type Reason = (typeof reasons)[number];

interface UndoProps {
  readonly use: Use;
  readonly step: UndoStep;
  onReverse(reason: string): void;
  onLeave(): void;
}

/** Undoing wants a reason; without one nothing is sent. */
export function Undo({ use, step, onReverse, onLeave }: UndoProps) {
  const { t } = useWords();
  const [reason, setReason] = useState<Reason | null>(null);
  const [words, setWords] = useState('');
  const [asked, setAsked] = useState(false);
  const busy = step.kind === 'sending';

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    const said = reason === 'other' ? words.trim() : reason;
    if (said && !busy) onReverse(said);
  };
  const lacksReason = asked && (reason === null || (reason === 'other' && !words.trim()));
  return (
    <form className="undo" onSubmit={submit}>
      <h1 ref={toFocus} tabIndex={-1} className="sign-in-title">
        {t('till.undo-sure', { reward: use.reward })}
      </h1>
      <fieldset className="reasons">
        <legend>{t('till.undo-why')}</legend>
        {reasons.map((each) => (
          <label key={each} className="reason">
            <input
              type="radio"
              name="reason"
              checked={reason === each}
              onChange={() => setReason(each)}
            />
            <span>{t(`till.undo-${each}`)}</span>
          </label>
        ))}
      </fieldset>
      {reason === 'other' && (
        <label className="field-label">
          {t('till.undo-other-label')}
          <input
            className="field"
            maxLength={200}
            autoComplete="off"
            ref={intoView}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </label>
      )}
      <div className="undo-actions">
        <Trouble step={step} lacksReason={lacksReason} />
        <button type="submit" className="button button-main" aria-disabled={busy}>
          {t(busy ? 'till.undoing' : 'till.undo-yes')}
        </button>
        <button type="button" className="button button-quiet" disabled={busy} onClick={onLeave}>
          {t('till.undo-no')}
        </button>
      </div>
    </form>
  );
}

/** The question is read out first. */
const toFocus = (title: HTMLElement | null): void => title?.focus();

/** It comes into being under the buttons. The focus stays on the reasons, for keys that go through them. */
const intoView = (field: HTMLInputElement | null): void =>
  field?.scrollIntoView({ block: 'nearest' });

function Trouble({ step, lacksReason }: { step: UndoStep; lacksReason: boolean }) {
  const { t } = useWords();
  const sentence = useSentence();
  const text =
    step.kind === 'refused'
      ? sentence(step.refusal)
      : step.kind === 'lost'
        ? t('till.undo-lost')
        : lacksReason && sentence({ key: 'reason-required' });
  if (!text) return null;
  return (
    <p className="note note-no" role="alert">
      <Sign shape="no" />
      <span>{text}</span>
    </p>
  );
}
