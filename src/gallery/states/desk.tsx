import { deskLinks } from '#contract/desk/desk-links.ts';
import { Acts } from '#desk/acts/acts.tsx';
import { Begin } from '#desk/entry/begin.tsx';
import { SignIn } from '#desk/entry/sign-in.tsx';
import { PointsByMonth } from '#desk/foresight/points-by-month.tsx';
import { Home } from '#desk/home/home.tsx';
import { Mails } from '#desk/mails/mails.tsx';
import { Member } from '#desk/members/member.tsx';
import { HowToBegin, Members } from '#desk/members/members.tsx';
import { MergePage } from '#desk/members/merge-page.tsx';
import { Operations } from '#desk/operations/operations.tsx';
import { Administrators } from '#desk/people/administrators.tsx';
import { Own } from '#desk/people/own.tsx';
import { SegmentCounts } from '#desk/program/segment-counts.tsx';
import { Fault } from '#desk/ui/fault.tsx';
import { Watch } from '#desk/watch/watch.tsx';
import { Webhooks } from '#desk/webhooks/webhooks.tsx';
import { refusalKeys } from '#domain/refusal.ts';
import type { Group } from '#gallery/state.ts';
import {
  acts,
  administrators,
  deskHistory,
  deskVouchers,
  everyAttention,
  home,
  member,
  passkeys,
} from '#gallery/values/desk.ts';
import { mergeDeclined, mergeThatStands } from '#gallery/values/desk-merge.ts';
import {
  figures,
  mails,
  segmentCounts,
  watchNotes,
  webhooks,
} from '#gallery/values/desk-operations.ts';
import { galleryNow } from '#gallery/values/shop.ts';
import { refusalExample } from '#server/tests/kit/refusal-example.ts';
import { Failed } from '#web/failure.ts';
import { deskPage, deskState } from './desk-frame.tsx';
import { deskSheet } from './sheets.ts';

const none = { rows: [], next: null };
const unreached = { kind: 'unreached' } as const;
const refused = (key: 'desk-link-spent' | 'desk-role') =>
  ({ kind: 'refused', refusal: refusalExample(key) }) as const;

/** Coming in, the first page, and who may do what. */
export const deskHome: Group = {
  name: 'desk: home',
  sheet: deskSheet,
  states: (sight) => {
    const link = {
      name: 'Eda',
      role: 'editor',
      shop: 'Alder & Rye',
      recovers: false,
      saysName: false,
    } as const;
    const begin = <Begin token="t" />;
    return [
      deskState(sight, 'sign-in', <SignIn />),
      deskState(sight, 'a link', begin, { known: [[['link', 't'], link]] }),
      deskState(sight, 'the first link', begin, {
        known: [[['link', 't'], { ...link, role: 'owner', saysName: true }]],
      }),
      deskState(sight, 'a link to come back', begin, {
        known: [[['link', 't'], { ...link, recovers: true }]],
      }),
      deskState(sight, 'a link that was used', begin, {
        failed: [['link', 't'], refused('desk-link-spent')],
      }),
      deskPage(sight, 'home', <Home />, { known: [[['home'], home(everyAttention)]] }),
      deskPage(sight, 'home, a viewer’s', <Home />, {
        known: [[['home'], home([])]],
        role: 'viewer',
      }),
      deskPage(sight, 'home of a shop that begins', <Home />, {
        known: [[['home'], home([])]],
        begins: true,
      }),
      deskPage(sight, 'home, no network', <Home />, { failed: [['home'], unreached] }),
      deskPage(sight, 'administrators', <Administrators />, {
        known: [[['administrators'], { administrators }]],
      }),
      deskPage(sight, 'my passkeys', <Own />, { known: [[['passkeys'], passkeys]] }),
      deskPage(sight, 'what was done', <Acts />, { listed: [[['acts'], acts]] }),
    ];
  },
};

/** Members, and what is known of one. */
export const deskMembers: Group = {
  name: 'desk: members',
  sheet: deskSheet,
  states: (sight) => {
    const at = ['/members/:memberId', '/members/m1'] as const;
    const lists = (vouchers: object, history: object) =>
      [
        [['member', 'm1', deskLinks.memberVouchers('m1')], vouchers],
        [['member', 'm1', 'history'], history],
      ] as const;
    const bare = { ...member, name: null, merged: [], pending: [], ends: [], spendable: -40 };
    return [
      deskPage(sight, 'members', <Members />),
      deskPage(sight, 'nobody is a member yet', <HowToBegin />, { begins: true }),
      deskPage(sight, 'found', <Members />, {
        known: [[['searched-for'], 'jonas']],
        listed: [
          [
            ['members', 'jonas'],
            {
              next: 'more',
              rows: [
                { ...member, frozen: false },
                { ...member, id: 'm2', name: null, frozen: true },
              ],
            },
          ],
        ],
      }),
      deskPage(sight, 'nobody', <Members />, {
        known: [[['searched-for'], 'jonas']],
        listed: [[['members', 'jonas'], none]],
      }),
      deskPage(sight, 'a member', <Member />, {
        known: [[['member', 'm1'], member]],
        listed: lists(deskVouchers, deskHistory),
        at,
      }),
      deskPage(sight, 'a member, a viewer’s', <Member />, {
        known: [[['member', 'm1'], { ...bare, frozenAt: galleryNow }]],
        listed: lists(none, { lines: [], next: null }),
        role: 'viewer',
        at,
      }),
      deskPage(sight, 'two memberships of one person', <MergePage />, {
        known: [
          [['member', 'm1'], member],
          [['member', 'm1', 'merge'], mergeThatStands],
        ],
        at,
      }),
      deskPage(sight, 'who said no to being one', <MergePage />, {
        known: [
          [['member', 'm1'], member],
          [['member', 'm1', 'merge'], mergeDeclined],
        ],
        at,
      }),
      deskPage(sight, 'a role without members', <Member />, {
        failed: [['member', 'm1'], refused('desk-role')],
        role: 'editor',
        at,
      }),
    ];
  },
};

/** What runs beside the shop, full and empty. */
export const deskOperations: Group = {
  name: 'desk: operations',
  sheet: deskSheet,
  states: (sight) => {
    const stores = [['stores'], { stores: [] }] as const;
    const sources = [['fact-sources'], { sources: [] }] as const;
    const idle = { months: [], until: null, outstanding: 0, pointWorth: null };
    return [
      deskPage(sight, 'figures', <PointsByMonth />, { known: [[['figures'], figures]] }),
      deskPage(sight, 'no figures', <PointsByMonth />, { known: [[['figures'], idle]] }),
      deskPage(sight, 'members in each segment', <SegmentCounts />, {
        known: [[['segment-counts'], segmentCounts]],
      }),
      deskPage(sight, 'operations', <Operations />),
      deskPage(sight, 'operations, support’s', <Operations />, { role: 'support' }),
      deskPage(sight, 'webhooks', <Webhooks />, {
        known: [[['webhooks'], { webhooks }], sources],
      }),
      deskPage(sight, 'no webhooks', <Webhooks />, {
        known: [[['webhooks'], { webhooks: [] }], sources],
      }),
      deskPage(sight, 'watch list', <Watch />, {
        known: [stores],
        listed: [[['watch', ''], watchNotes]],
      }),
      deskPage(sight, 'nothing to watch', <Watch />, {
        known: [stores],
        listed: [[['watch', ''], none]],
      }),
      deskPage(sight, 'mail', <Mails />, { known: [[['mails'], mails]] }),
      deskPage(sight, 'no mail', <Mails />, {
        known: [[['mails'], { waiting: [], givenUp: [], more: false }]],
      }),
    ];
  },
};

/** Every refusal that only the desk has, as an administrator reads it. */
export const deskRefusals: Group = {
  name: 'desk: refusals',
  sheet: deskSheet,
  states: (sight) => [
    deskState(
      sight,
      'every refusal',
      <main className="stack">
        {refusalKeys
          .filter((key) => key.startsWith('desk-'))
          .map((key) => (
            <Fault
              key={key}
              error={new Failed({ kind: 'refused', refusal: refusalExample(key) })}
            />
          ))}
      </main>,
    ),
  ],
};
