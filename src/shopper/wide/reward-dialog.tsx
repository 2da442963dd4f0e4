import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { pages } from '#contract/pages.ts';
import { useWallet } from '#shopper/api/queries.ts';
import { usePage } from '#shopper/ui/page-context.tsx';
import { TakeAlong } from './beside.tsx';

interface OverProps {
  /** A till's questions. */
  readonly asks: ReactNode;
  readonly children: ReactNode;
}

/** A reward over the page that it was opened from. Its address is its own, so Back closes it and a reload shows its page. */
export function RewardDialog(props: OverProps) {
  return (
    <Routes>
      <Route path={pages.reward.pattern} element={<Over {...props} />} />
    </Routes>
  );
}

function Over({ asks, children }: OverProps) {
  const { t } = usePage();
  const navigate = useNavigate();
  const { rewardId } = useParams();
  const name = useWallet().data?.rewards.find(({ id }) => id === rewardId)?.name;
  const dialog = useRef<HTMLDialogElement>(null);
  const [title] = useState(() => document.title);
  useLayoutEffect(() => {
    const here = dialog.current;
    here?.showModal();
    const leave = () => void navigate(-1);
    here?.addEventListener('close', leave);
    return () => {
      // It goes because the address did: closing it gives the focus back to the ticket.
      here?.removeEventListener('close', leave);
      here?.close();
      document.title = title;
    };
  }, [navigate, title]);
  return (
    // A click beside it closes it too, in browsers that know that.
    <dialog ref={dialog} className="over" aria-label={name} closedby="any">
      <form method="dialog">
        <button type="submit" className="close" aria-label={t('common.close')} />
      </form>
      {children}
      <TakeAlong />
      {/* Those of the page below can't be pressed. */}
      {asks}
    </dialog>
  );
}
