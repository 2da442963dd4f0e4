import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '#contract/links.ts';
import type { SymbolDrawing } from '#contract/member.ts';
import type { HandOver } from '#contract/sign-in-face.ts';
import { outline } from '#domain/values/outline.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { Notice } from '#shopper/ui/failure-text.tsx';
import { Icon } from '#shopper/ui/icon.tsx';
import { usePage } from '#shopper/ui/page-context.tsx';
import { read, send } from '#web/client.ts';
import { type Failure, failureOf } from '#web/failure.ts';
import { NumberForm } from './number-form.tsx';

const everyMs = 1_500;

interface HandOverDialogProps {
  /** The page that opens on the other device. */
  readonly opens: string;
  readonly onClose: () => void;
}

/** Shows a code for the phone's camera, and then takes the number that the phone shows. */
export function HandOverDialog({ opens, onClose }: HandOverDialogProps) {
  const { t } = usePage();
  const dialog = useRef<HTMLDialogElement>(null);
  // Each press of "new code" counts one more, and makes another hand-over.
  const [round, setRound] = useState(0);
  useEffect(() => dialog.current?.showModal(), []);
  // A till's question goes before: an associate is waiting, and it can't be pressed below this.
  const asked = useWallet().data?.asks[0]?.id;
  const [askedBefore] = useState(asked);
  useEffect(() => {
    if (asked && asked !== askedBefore) dialog.current?.close();
  }, [asked, askedBefore]);
  return (
    <dialog ref={dialog} className="hand-over" aria-labelledby="take" onClose={onClose}>
      <form method="dialog">
        <button type="submit" className="close" aria-label={t('common.close')} />
      </form>
      <h2 id="take">{t('wide.take')}</h2>
      <Round key={round} opens={opens} onAgain={() => setRound(round + 1)} />
    </dialog>
  );
}

function Round({ opens, onAgain }: { opens: string; onAgain: () => void }) {
  const { t } = usePage();
  const { handOver, drawing, failure, wrong, answer } = useHandOver(opens);
  const state = wrong ? 'over' : handOver?.state;
  const again = (kind: 'main' | 'quiet') => (
    <button type="button" className={`button ${kind}`} onClick={onAgain}>
      {t('wide.again')}
    </button>
  );
  return (
    <div className="stack" aria-live="polite">
      <Notice failure={failure} />
      {state === 'open' && drawing && (
        <>
          <Code drawing={drawing} />
          <p>{t('wide.scan')}</p>
          <p className="hint">{t('wide.safe')}</p>
        </>
      )}
      {state === 'claimed' && handOver && !failure && (
        <>
          <NumberForm handOver={handOver} onAnswer={answer} />
          {/* The phone may have lost its number, and its code is used up. */}
          {again('quiet')}
        </>
      )}
      {state === 'done' && (
        <p className="large taken">
          <span className="seal">
            <Icon name="done" />
          </span>
          {t('wide.done')}
        </p>
      )}
      {(state === 'over' || failure) && (
        <>
          {!failure && <p className="large">{t(wrong ? 'wide.wrong' : 'wide.over')}</p>}
          {again('main')}
        </>
      )}
    </div>
  );
}

/** Begins a hand-over, and follows it until the device is in or it is over. */
function useHandOver(opens: string) {
  const [begun, setBegun] = useState<HandOver | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [wrong, setWrong] = useState(false);
  useEffect(() => {
    let here = true;
    send(api.handOvers, { opens }).then(
      (made) => here && setBegun(made),
      (error) => here && setFailure(failureOf(error)),
    );
    return () => {
      here = false;
    };
  }, [opens]);
  const id = begun?.id ?? '';
  const { data, refetch } = useQuery({
    queryKey: ['hand-over', id],
    queryFn: () => read(api.handOver(id)),
    enabled: begun !== null,
    initialData: begun ?? undefined,
    refetchInterval: ({ state }) =>
      (state.data?.state === 'open' || state.data?.state === 'claimed') && everyMs,
  });
  const answer = (isWrong: boolean) => {
    setWrong(isWrong);
    void refetch();
  };
  return { handOver: data, drawing: begun?.drawing, failure, wrong, answer };
}

/** Black on white in every theme, as cameras expect. */
function Code({ drawing: { rows, quiet } }: { drawing: SymbolDrawing }) {
  const { t } = usePage();
  const across = rows.length + 2 * quiet;
  return (
    <svg
      className="hand-code"
      viewBox={`0 0 ${across} ${across}`}
      shapeRendering="crispEdges"
      role="img"
      aria-label={t('wide.code')}
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path fill="#000" d={outline(rows, { left: quiet, top: quiet })} />
    </svg>
  );
}
