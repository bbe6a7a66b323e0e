import type { FeatureWords } from './feature-words.ts';

export const EN_FEATURES: FeatureWords = {
  commands: {
    'extension forward': 'show or set where calls to an extension go',
    'extension do-not-disturb': 'switch an extension quiet, or let it ring again',
    'extension language': 'show or set in which language an extension is spoken to',
    'extension pickup-group': 'show or set who may answer its calls elsewhere',
  },
  options: {
    forwardAlways: 'forward every call to this number, or off',
    forwardBusy: 'forward to this number when busy, or off',
    forwardNoAnswer: 'forward to this number when nobody answers, or off',
    forwardAfter: 'seconds the phones ring before nobody answers',
  },
  arguments: {
    doNotDisturb: 'on (the phones stay quiet, callers hear busy) or off',
    pickupGroup: 'name of the group, or off',
    extensionLanguage: 'nl, en, or default (the language of the exchange)',
  },
  failures: {
    'forward-invalid': ({ extension, to }) => ({
      what: `Calls to ${extension} cannot go to ${to}.`,
      why: 'A call can be forwarded to another extension, a conference or the echo test.',
      todo: 'npx hamvoip extension list',
    }),
    'ring-time-invalid': ({ least, most }) => ({
      what: 'So long a phone cannot ring.',
      why: `It is a whole number of seconds from ${least} to ${most}.`,
      todo: 'Give it so: --after 20',
    }),
    'group-invalid': ({ longest }) => ({
      what: 'This group cannot be used.',
      why: `A group has 1 to ${longest} letters, digits and hyphens.`,
      todo: 'Give it so: shack-2',
    }),
  },
  title: (number) => `Calls to extension ${number}`,
  labels: {
    doNotDisturb: 'Do not disturb',
    always: 'Always to',
    busy: 'When busy to',
    noAnswer: 'No answer to',
    pickupGroup: 'Pick-up group',
  },
  language: (extension, language, isUsual) =>
    `Extension ${extension} hears ${language === 'nl' ? 'Dutch' : 'English'}${isUsual ? ', the language of the exchange' : ''}.`,
  on: 'on',
  off: 'off',
  nowhere: 'not forwarded',
  none: 'none',
  after: (seconds) => `after ${seconds} seconds`,
};
