import type { DemoWords } from './demo-words.ts';

export const NL_DEMO: DemoWords = {
  commands: { demo: 'probeer de centrale met een verzonnen club; er blijft niets van over' },
  failures: {
    'demo-failed': ({ reason }) => ({
      what: 'De demo kon niet beginnen.',
      why: `${reason ?? ''}`,
      todo: 'Probeer het nog eens: npx hamvoip demo',
    }),
  },
  club: 'Radioclub Nergenshuizen',
  title: (phones) => `${phones} toestellen zijn aangemeld`,
  labels: { site: 'Site', administrator: 'Beheerder', member: 'Lid' },
  login: (name, password) => `${name} · wachtwoord ${password}`,
  invented: 'Iedereen is verzonnen. Toestellen bellen elkaar en praten in conferenties.',
  end: 'Ctrl-C stopt de demo en wist alles.',
};
