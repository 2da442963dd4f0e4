/** Drawn on a grid of 24 with a line of 2, in the colour of the surrounding text. */
const shapes = {
  wallet:
    'M3 7.5A2.5 2.5 0 0 1 5.5 5h13A2.5 2.5 0 0 1 21 7.5v9a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 3 16.5zM3 10h18M7 15h4',
  rewards: 'M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7S11 3 8.5 3 6 7 8.5 7M12 7s1-4 3.5-4S18 7 15.5 7',
  scan: 'M4 8V6a2 2 0 0 1 2-2h2M16 4h2a2 2 0 0 1 2 2v2M20 16v2a2 2 0 0 1-2 2h-2M8 20H6a2 2 0 0 1-2-2v-2M8.5 8.5v7M12 8.5v7M15.5 8.5v7',
  history: 'M12 7.5V12l3 2M4.6 9.5a8 8 0 1 1-.4 4M4 5v4.5h4.5',
  profile: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 6 0 0 1 15 0',
  back: 'M15 5l-7 7 7 7',
  on: 'M9 5l7 7-7 7',
  done: 'M5 13l5 5L20 7',
  place:
    'M12 21s7-6.2 7-11.5a7 7 0 0 0-14 0C5 14.8 12 21 12 21zM12 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  star: 'M12 4l2.5 5.2 5.6.8-4 4 .9 5.6-5-2.7-5 2.7.9-5.6-4-4 5.6-.8z',
  bars: 'M4 6v12M8 6v12M11 6v12M16 6v12M20 6v12',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  mail: 'M4 6h16v12H4zM4 7l8 6 8-6',
} as const;

export type IconName = keyof typeof shapes;

/** Always next to words, so a screen reader skips it. */
export function Icon({ name, turns = false }: { name: IconName; turns?: boolean }) {
  return (
    <svg className={turns ? 'icon turns' : 'icon'} viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[name]} />
    </svg>
  );
}
