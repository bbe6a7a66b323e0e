/** Our own drawings: 24 units wide, lines of 2, in the colour of the text beside them. */

const DRAWINGS = {
  home: 'M4 11.5 12 5l8 6.5M6.5 10v9h11v-9M10 19v-5h4v5',
  status: 'M3 12.5h4l2.5-7 5 13 2.5-6h4',
  rules: 'M6 4h9l3 3v13H6zM9 10h6M9 13.5h6M9 17h4',
  bridge:
    'M12 4.5a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM7 19.5c.5-8 9.5-8 10 0M4.5 8a2 2 0 1 1 0 .1M19.5 8a2 2 0 1 1 0 .1M2.5 16.5c0-2.5 1.2-4 3-4.2M21.5 16.5c0-2.5-1.2-4-3-4.2',
  phone:
    'M7 3.5h10v17H7zM10 6.5h4M9.5 17.5h5M9.5 10h.01M12 10h.01M14.5 10h.01M9.5 13.5h.01M12 13.5h.01M14.5 13.5h.01',
  apply: 'M12 5v14M5 12h14',
  download: 'M12 4v11M7.5 11 12 15.5l4.5-4.5M5 19.5h14',
  help: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM9.5 9.5c0-3.4 5-3.2 5 0 0 2-2.5 2-2.5 4.2M12 17h.01',
  mail: 'M4 6h16v12H4zM4.5 7l7.5 6 7.5-6',
  login: 'M10 4.5h9v15h-9M3.5 12H14M10.5 8l4 4-4 4',
  logout: 'M14 4.5H5v15h9M10 12h10.5M17 8l4 4-4 4',
  person: 'M12 4.5a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6ZM4.5 20c1-7 14-7 15 0',
  list: 'M8.5 6.5H20M8.5 12H20M8.5 17.5H20M4.5 6.5h.01M4.5 12h.01M4.5 17.5h.01',
  more: 'M5 7h14M5 12h14M5 17h14',
  router: 'M4 13.5h16v6H4zM7.5 16.5h.01M11 16.5h.01M12 13.5V10M8.5 8a5 5 0 0 1 7 0M6 5.2a8.8 8.8 0 0 1 12 0',
  cloud: 'M7.5 18.5a4 4 0 0 1-.3-8 5.5 5.5 0 0 1 10.5 1.3 3.4 3.4 0 0 1-.5 6.7Z',
  exchange: 'M5 4h14v16H5zM8.5 8h7M8.5 12h7M8.5 16h.01M12 16h.01M15.5 16h.01',
  message: 'M4 5h16v11.5H10L5.5 20v-3.5H4z',
  radio:
    'M12 11a1.5 1.5 0 1 1 0 3 1.5 1.5 0 0 1 0-3ZM12 14v6.5M8.5 16a5 5 0 0 1 0-7M15.5 16a5 5 0 0 0 0-7M5.7 18.8a9 9 0 0 1 0-12.6M18.3 18.8a9 9 0 0 0 0-12.6',
  voicemail:
    'M6.5 8.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM17.5 8.5a3.7 3.7 0 1 1 0 7.4 3.7 3.7 0 0 1 0-7.4ZM6.5 15.9h11',
  calls: 'M6 4c-3 2-2 8 3 12s10 4 11 1l-4-3-2 1.5C11.5 14 10 12 9 10l1.5-2z',
  shield: 'M12 3.5 19.5 6v6c0 4.5-3 7-7.5 8.5C7.5 19 4.5 16.5 4.5 12V6Z',
  eye: 'M2.5 12c4-7.5 15-7.5 19 0-4 7.5-15 7.5-19 0ZM12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z',
  sun: 'M12 8a4 4 0 1 1 0 8 4 4 0 0 1 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4',
  arrow: 'M5 12h14M13 6l6 6-6 6',
  back: 'M19 12H5M11 6l-6 6 6 6',
  print: 'M7 9V4h10v5M7 17H4V9.5h16V17h-3M7 14.5h10V20H7z',
  copy: 'M9 9h11v11H9zM15 9V4H4v11h5',
  calendar: 'M4 6h16v14H4zM4 10.5h16M8.5 3.5V8M15.5 3.5V8',
  feed: 'M5 5a14 14 0 0 1 14 14M5 11a8 8 0 0 1 8 8M6 18h.01',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  clock: 'M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17ZM12 7.5V12l3.5 2',
  gear: 'M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7ZM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2',
} as const;

export type IconName = keyof typeof DRAWINGS;

/** Never alone: a word always stands beside it. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" focusable="false">
      <path d={DRAWINGS[name]} />
    </svg>
  );
}
