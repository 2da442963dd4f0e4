import { useState } from 'react';
import { useLocation } from 'react-router';
import { deskLinks } from '#contract/desk/desk-links.ts';
import type { RewardLine, RewardOpen } from '#contract/desk/desk-open.ts';
import { useMay } from '#desk/api/me.ts';
import { useOperationsWords } from '#desk/api/operations-words.ts';
import { useRewards } from '#desk/api/queries.ts';
import { useAction } from '#desk/api/use-action.ts';
import { Fault } from '#desk/ui/fault.tsx';
import { Menu } from '#desk/ui/menu.tsx';
import { Page } from '#desk/ui/page.tsx';
import { Waiting } from '#desk/ui/waiting.tsx';
import { read } from '#web/client.ts';
import { Restock, Retire } from './change-reward.tsx';

/** What is left of each reward, and until when there is any. */
export function Rewards() {
  const { t } = useOperationsWords();
  const list = useRewards();
  return (
    <Page title={t('desk.rewards.title')} hint={t('desk.rewards.hint')}>
      {list.data ? (
        <ul className="rows">
          {list.data.rewards.map((reward) => (
            <Line key={reward.id} reward={reward} />
          ))}
        </ul>
      ) : (
        <Waiting failure={list.error} onRetry={() => void list.refetch()} />
      )}
    </Page>
  );
}

const intoView = (line: HTMLElement | null) => line?.scrollIntoView({ block: 'center' });

type Asking = { readonly what: 'restock' | 'retire'; readonly open: RewardOpen };

function Line({ reward }: { readonly reward: RewardLine }) {
  const { t, format } = useOperationsWords();
  const may = useMay();
  // The search of every page leads to one of them.
  const here = useLocation().hash === `#${reward.id}`;
  const [asking, setAsking] = useState<Asking | null>(null);
  const { id, name, stock, until, isOver } = reward;
  // What is open is read when somebody is about to change it.
  const ask = useAction(
    async (what: Asking['what']) => ({ what, open: await read(deskLinks.reward(id)) }),
    setAsking,
  );
  const close = () => setAsking(null);
  return (
    <li className={here ? 'line here' : 'line'} ref={here ? intoView : undefined}>
      <div>
        <b>
          <bdi>{name}</bdi>
          {isOver && <span className="chip">{t('desk.rewards.over')}</span>}
        </b>
        <span className="soft">
          {stock === null
            ? t('desk.rewards.no-stock')
            : t('desk.rewards.stock', {
                left: format.number(stock.left),
                total: format.number(stock.total),
              })}
          {until !== null && ` · ${t('desk.rewards.until', { time: format.fullDateTime(until) })}`}
        </span>
        <Fault error={ask.error} />
      </div>
      {may('restock-reward') && (
        <Menu label={t('desk.change-it')} name={t('desk.change', { name })}>
          <button type="button" className="menu-item" onClick={() => ask.run('restock')}>
            {t('desk.rewards.restock')}
          </button>
          {!isOver && (
            <button type="button" className="menu-item bad" onClick={() => ask.run('retire')}>
              {t('desk.rewards.retire')}
            </button>
          )}
        </Menu>
      )}
      {asking?.what === 'restock' && <Restock reward={asking.open} onClose={close} />}
      {asking?.what === 'retire' && <Retire reward={asking.open} onClose={close} />}
    </li>
  );
}
