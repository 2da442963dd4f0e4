import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Link } from 'react-router';
import type { DeskBeginning } from '#contract/desk/desk-begin.ts';
import { deskLinks, deskList } from '#contract/desk/desk-links.ts';
import { useAttended } from '#desk/api/attended.ts';
import { usePageWords } from '#desk/api/page-words.ts';
import { deskPlaces } from '#desk/api/places.ts';
import { Note } from '#desk/ui/note.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import {
  type BeginningStep,
  beginningSteps,
  stepMinutes,
} from '#domain/desk/beginning/beginning.ts';
import { read } from '#web/client.ts';
import { failureOf } from '#web/failure.ts';
import { LookForm } from './look-form.tsx';
import { PeopleStep } from './people-step.tsx';
import { PlaceForm } from './place-form.tsx';
import { PosterStep } from './poster-step.tsx';
import { RehearsalStep } from './rehearsal-step.tsx';
import { RewardsForm } from './rewards-form.tsx';
import { type BeginWords, browserPlace, type NewPin, type StepProps } from './step.ts';
import { StoreForm } from './store-form.tsx';
import { TemplateForm } from './template-form.tsx';

/** Often enough that a tick comes while somebody still looks at the phone. */
const lookEveryMs = 2_000;

/** From no program to a reward on one's own phone, step by step; each is saved, and goes on on another device. */
export function BeginPage() {
  const { t } = usePageWords<'begin'>();
  const attended = useAttended();
  const beginning = useQuery({
    queryKey: ['beginning'],
    queryFn: () => read(deskList(deskLinks.beginning, browserPlace())),
    refetchInterval: ({ state: { data } }) =>
      attended && data && rehearses(data) ? lookEveryMs : false,
  });
  if (!beginning.data) {
    return (
      <Page title={t('begin.title')}>
        {isElsewhere(beginning.error) ? (
          <Note>{t('begin.elsewhere')}</Note>
        ) : (
          <Waiting failure={beginning.error} onRetry={() => void beginning.refetch()} />
        )}
      </Page>
    );
  }
  return <Steps t={t} beginning={beginning.data} />;
}

/** Whether ticks are still to come from other devices. */
const rehearses = ({ done, isOpen, rehearsal }: DeskBeginning): boolean =>
  isOpen && done.includes('poster') && !rehearsal.undone;

/** Whether the shop's program was loaded from a file, so that nothing began here. */
function isElsewhere(error: unknown): boolean {
  const failure = failureOf(error);
  return failure.kind === 'refused' && failure.refusal.key === 'not-found';
}

function Steps({ t, beginning }: { readonly t: BeginWords; readonly beginning: DeskBeginning }) {
  const { done, isOpen } = beginning;
  const [chosen, setChosen] = useState<BeginningStep | null>(null);
  // Here, so that they are still there when the step is opened again.
  const [pins, setPins] = useState<readonly NewPin[]>([]);
  const first = beginningSteps.find((step) => !done.includes(step)) ?? null;
  const open = chosen ?? first;
  const left = beginningSteps
    .filter((step) => !done.includes(step))
    .reduce((sum, step) => sum + stepMinutes[step], 0);
  if (!isOpen) {
    return (
      <Page title={t('begin.title')}>
        <section className="panel">
          <h2>{t('begin.over')}</h2>
          <p>{t('begin.over-hint')}</p>
          <div className="row">
            <Link className="button" to={deskPlaces.audit}>
              {t('begin.audit')}
            </Link>
            <Link className="button quiet" to={deskPlaces.own}>
              {t('begin.second-passkey')}
            </Link>
            <Link className="button quiet" to={deskPlaces.home}>
              {t('begin.home')}
            </Link>
          </div>
        </section>
      </Page>
    );
  }
  return (
    <Page title={t('begin.title')} hint={t('begin.left', { count: left })}>
      <ol className="stack">
        {beginningSteps.map((step) => (
          <li key={step}>
            <Step
              t={t}
              step={step}
              isDone={done.includes(step)}
              isOpen={step === open}
              onOpen={() => setChosen(step)}
            >
              <StepBody
                // What was saved elsewhere meanwhile is shown, and not what was typed before it.
                key={`${step} ${beginning.revision}`}
                step={step}
                t={t}
                beginning={beginning}
                pins={pins}
                onPins={setPins}
                onDone={() => setChosen(null)}
              />
            </Step>
          </li>
        ))}
      </ol>
    </Page>
  );
}

function Step({
  t,
  step,
  isDone,
  isOpen,
  onOpen,
  children,
}: {
  readonly t: BeginWords;
  readonly step: BeginningStep;
  readonly isDone: boolean;
  readonly isOpen: boolean;
  onOpen(): void;
  readonly children: ReactNode;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    // Whoever went on is at the step that came next.
    if (isOpen && !wasOpen.current) heading.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  return (
    <section className="panel">
      <div className="step-head">
        <div className="row">
          <h2 ref={heading} tabIndex={-1}>
            {t(`begin.${step}`)}
          </h2>
          <span className="soft">{t('begin.minutes', { count: stepMinutes[step] })}</span>
          {isDone && <span className="chip">{t('begin.done')}</span>}
        </div>
        {!isOpen && (
          <button type="button" className="button quiet small" onClick={onOpen}>
            {isDone ? t('begin.change') : t('begin.open')}
            <span className="heard"> {t(`begin.${step}`)}</span>
          </button>
        )}
      </div>
      {isOpen && children}
    </section>
  );
}

const bodies = {
  template: TemplateForm,
  look: LookForm,
  place: PlaceForm,
  rewards: RewardsForm,
  store: StoreForm,
  people: PeopleStep,
  poster: PosterStep,
  rehearsal: RehearsalStep,
} as const;

function StepBody({ step, ...props }: StepProps & { readonly step: BeginningStep }) {
  const Body = bodies[step];
  return <Body {...props} />;
}
