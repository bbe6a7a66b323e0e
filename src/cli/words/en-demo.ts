import type { DemoWords } from './demo-words.ts';

export const EN_DEMO: DemoWords = {
  commands: { demo: 'try the exchange with an invented club; nothing of it is kept' },
  failures: {
    'demo-failed': ({ reason }) => ({
      what: 'The demo could not begin.',
      why: `${reason ?? ''}`,
      todo: 'Try it once more: npx hamvoip demo',
    }),
  },
  club: 'Nowhere Radio Club',
  title: (phones) => `${phones} phones are registered`,
  labels: { site: 'Site', administrator: 'Administrator', member: 'Member' },
  login: (name, password) => `${name} · password ${password}`,
  invented: 'Everyone is invented. Phones call each other and talk in bridges.',
  end: 'Ctrl-C stops the demo and removes everything.',
};
