import type { FeatureWords } from './feature-words.ts';

export const NL_FEATURES: FeatureWords = {
  commands: {
    'extension forward': 'toon of stel in waar gesprekken voor een extensie heen gaan',
    'extension do-not-disturb': 'zet een extensie op niet storen, of laat haar weer bellen',
    'extension language': 'toon of stel in welke taal een extensie hoort',
    'extension pickup-group': 'toon of stel in wie haar gesprekken elders mag opnemen',
  },
  options: {
    forwardAlways: 'schakel elk gesprek door naar dit nummer, of off',
    forwardBusy: 'schakel door naar dit nummer als er gesproken wordt, of off',
    forwardNoAnswer: 'schakel door naar dit nummer als niemand opneemt, of off',
    forwardAfter: 'seconden dat de toestellen overgaan voordat niemand opneemt',
  },
  arguments: {
    doNotDisturb: 'on (de toestellen blijven stil, bellers horen de bezettoon) of off',
    pickupGroup: 'naam van de groep, of off',
    extensionLanguage: 'nl, en, of default (de taal van de centrale)',
  },
  failures: {
    'forward-invalid': ({ extension, to }) => ({
      what: `Gesprekken voor ${extension} kunnen niet naar ${to}.`,
      why: 'Doorschakelen kan naar een andere extensie, een conferentiebrug of de echotest.',
      todo: 'npx hamvoip extension list',
    }),
    'ring-time-invalid': ({ least, most }) => ({
      what: 'Zo lang kan een toestel niet overgaan.',
      why: `Het is een heel aantal seconden van ${least} tot ${most}.`,
      todo: 'Geef het zo: --after 20',
    }),
    'group-invalid': ({ longest }) => ({
      what: 'Deze groep kan niet.',
      why: `Een groep heeft 1 tot ${longest} letters, cijfers en streepjes.`,
      todo: 'Geef hem zo: shack-2',
    }),
  },
  title: (number) => `Gesprekken voor extensie ${number}`,
  labels: {
    doNotDisturb: 'Niet storen',
    always: 'Altijd naar',
    busy: 'In gesprek naar',
    noAnswer: 'Geen antwoord naar',
    pickupGroup: 'Opneemgroep',
  },
  language: (extension, language, isUsual) =>
    `Extensie ${extension} hoort ${language === 'nl' ? 'Nederlands' : 'Engels'}${isUsual ? ', de taal van de centrale' : ''}.`,
  on: 'aan',
  off: 'uit',
  nowhere: 'niet doorgeschakeld',
  none: 'geen',
  after: (seconds) => `na ${seconds} seconden`,
};
