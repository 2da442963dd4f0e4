import { refusalKeys } from '#domain/refusal.ts';
import { plainProfile } from '#domain/scan/scanner-profile.ts';
import type { Group } from '#gallery/state.ts';
import { galleryNow, longWord, minuteMs, shop } from '#gallery/values/shop.ts';
import { device, member, question } from '#gallery/values/till.ts';
import { refusalExample } from '#server/tests/kit/refusal-example.ts';
import type { Actions } from '#till/counter/actions.ts';
import { Face } from '#till/counter/face.tsx';
import { Ready } from '#till/counter/ready.tsx';
import type { Screen } from '#till/counter/screen.ts';
import { useDigits } from '#till/counter/use-digits.ts';
import { FailureNote } from '#till/kit/failure-note.tsx';
import { TopBar } from '#till/kit/top-bar.tsx';
import type { Desk } from '#till/members/desk.ts';
import { DeskFace } from '#till/members/desk-face.tsx';
import { ScannerCheck } from '#till/scanner/scanner-check.tsx';
import { Enrol } from '#till/shift/enrol.tsx';
import { NoDevice, Unreached } from '#till/shift/no-device.tsx';
import { Pin } from '#till/shift/pin.tsx';
import { SignIn } from '#till/shift/sign-in.tsx';
import { counterScreens } from './counter-screens.ts';
import { tillSheet } from './sheets.ts';
import { Counter, nothing, tillState } from './till-frame.tsx';

const actions: Actions = {
  scan: nothing,
  refresh: nothing,
  redeem: nothing,
  given: nothing,
  undo: nothing,
  reverse: nothing,
  next: nothing,
};

/** A device that becomes a till, and an associate who signs in on it. */
export const shift: Group = {
  name: 'till: shift',
  sheet: tillSheet,
  states: (sight) => {
    const till = device(sight.brand, { shift: null });
    const signIn = (more: Partial<typeof till>) => (
      <SignIn device={{ ...till, ...more }} onDevice={nothing} onDeviceLost={nothing} />
    );
    return [
      tillState(sight, 'no till yet', <NoDevice />),
      tillState(sight, 'without an answer', <Unreached onRetry={nothing} />),
      tillState(
        sight,
        'a link to set it up',
        <Enrol token="t1" onEnrolled={nothing} onLeave={nothing} />,
      ),
      tillState(sight, 'who is it?', signIn({})),
      tillState(sight, 'nobody is known', signIn({ associates: [] })),
      tillState(
        sight,
        'the PIN',
        <>
          <TopBar device={till} />
          <main className="sign-in">
            <Pin
              associate={{ id: 'ada', name: 'Ada' }}
              onDevice={nothing}
              onDeviceLost={nothing}
              onOther={nothing}
            />
          </main>
        </>,
      ),
      tillState(sight, 'the scanner’s check', <ScannerCheck device={till} />),
    ];
  },
};

function ReadyScreen({ screen }: { screen: Screen }) {
  const digits = useDigits(true, plainProfile);
  return (
    <Ready
      screen={screen}
      scanner={plainProfile}
      digits={digits}
      onScan={nothing}
      onTyped={nothing}
      onFind={nothing}
      onJoin={nothing}
      onCheckIn={null}
      onNext={nothing}
    />
  );
}

/** Scan, look, redeem, undo. */
export const counter: Group = {
  name: 'till: counter',
  sheet: tillSheet,
  states: (sight) => {
    const { language } = sight;
    return [
      ...counterScreens(language).map(([name, screen, press]) =>
        tillState(
          sight,
          name,
          <Counter sight={sight} name={screen.name}>
            {screen.name === 'ready' || screen.name === 'looking' ? (
              <ReadyScreen screen={screen} />
            ) : (
              <Face
                screen={screen}
                actions={actions}
                art={device(sight.brand).program.art}
                colleagues={[{ id: 'zoe', name: 'Zoe' }]}
              />
            )}
          </Counter>,
          press,
        ),
      ),
      tillState(
        sight,
        'the menu',
        <Counter sight={sight} name="ready">
          <ReadyScreen screen={{ name: 'ready', notice: null }} />
        </Counter>,
        '.who',
      ),
    ];
  },
};

/** Every refusal as an associate reads it. */
export const tillRefusals: Group = {
  name: 'till: refusals',
  sheet: tillSheet,
  states: (sight) => [
    tillState(
      sight,
      'every refusal',
      <main className="counter-main">
        {refusalKeys.map((key) => (
          <FailureNote key={key} failure={{ kind: 'refused', refusal: refusalExample(key) }} />
        ))}
      </main>,
    ),
  ],
};

/** Finding a member, asking them, and joining. */
export const members: Group = {
  name: 'till: members',
  sheet: tillSheet,
  states: (sight) => {
    const { language } = sight;
    const usual = member(language);
    const asked = (
      state: Parameters<typeof question>[1],
      more?: Parameters<typeof question>[2],
    ): Desk => ({
      name: 'question',
      member: usual,
      asked: question(language, state, more),
    });
    const desks: readonly (readonly [string, Desk])[] = [
      ['find', { name: 'find', typed: '', note: null }],
      ['join', { name: 'join', email: 'ann@shop.example' }],
      ['a member', { name: 'member', member: usual, note: null }],
      ['just joined', { name: 'member', member: fresh(usual), note: 'joined' }],
      [
        'a member, long words',
        {
          name: 'member',
          member: {
            ...usual,
            firstName: longWord,
            tier: { id: 'silver', name: longWord, perks: [longWord] },
          },
          note: 'purchase-added',
        },
      ],
      ['asked', asked('open')],
      ['asked, with a PIN', asked('open', { pinFrom: 0 })],
      ['asked, with a PIN that waits', asked('open', { pinFrom: galleryNow + 24 * 60 * minuteMs })],
      ['a PIN is chosen', { name: 'pin', member: usual }],
      ['confirmed', asked('confirmed')],
      ['declined', asked('declined')],
      ['over', asked('expired')],
      ['a purchase', { name: 'purchase', member: usual }],
    ];
    return desks.map(([name, desk]) =>
      tillState(
        sight,
        name,
        <Counter sight={sight} name="desk">
          <DeskFace
            desk={desk}
            currency={shop.currency}
            colleagues={[]}
            changes={0}
            go={nothing}
            onGiven={nothing}
            onShiftLost={nothing}
          />
        </Counter>,
      ),
    );
  },
};

/** Nobody has proved this member's address yet. */
const fresh = (usual: ReturnType<typeof member>) => ({
  ...usual,
  firstName: null,
  balance: 0,
  liveVouchers: 0,
  proved: false,
  rewards: [],
  nearly: [],
});
