/** Drawn on a grid of 24 with a line of 2, in the colour of the surrounding text. */
const shapes = {
  home: 'M4 11l8-7 8 7v9h-5v-6H9v6H4z',
  members:
    'M9 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM2 20a7 6 0 0 1 14 0M16 4a4 4 0 0 1 0 7M18 15a6 6 0 0 1 4 5',
  stores: 'M4 10v10h16V10M3 6l2-3h14l2 3v2a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0zM9 20v-6h6v6',
  done: 'M12 7.5V12l3 2M4.6 9.5a8 8 0 1 1-.4 4M4 5v4.5h4.5',
  playground: 'M5 4v16l14-8z',
  rehearse: 'M4 19V5M4 19h16M8 15l3-4 3 2 5-7',
  figures: 'M5 20v-7M12 20V4M19 20v-11',
  program: 'M12 3l2.6 5.6 6.1.7-4.5 4.2 1.2 6.1-5.4-3-5.4 3 1.2-6.1L3.3 9.3l6.1-.7z',
  audit: 'M9 4h6v3H9zM9 5H5v16h14V5h-4M8.5 14l2.5 2.5 4.5-5',
  people: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 6 0 0 1 15 0',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  find: 'M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5',
  operations: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  gift: 'M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7C9 7 7 5.5 8 4s4 0 4 3c0-3 3-4.5 4-3s-1 3-4 3',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  key: 'M14 10a4 4 0 1 0-3.5 4L12 15.5V18h2.5v2.5H18V17l-4.2-4.2A4 4 0 0 0 14 10z',
} as const;

export type IconName = keyof typeof shapes;

/** Always next to words, so a screen reader skips it. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
    <path d={shapes[name]} />
  </svg>
);
