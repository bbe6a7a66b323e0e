import type { EventWords } from './event-words.ts';

export const EN_EVENTS: EventWords = {
  commands: {
    'extension watchers': 'show or set who may see whether an extension is reachable or in a call',
  },
  options: {
    watchersAdd: 'these extensions may watch, separated by commas',
    watchersRemove: 'these extensions may no longer watch',
    watchersEveryone: 'every extension may watch',
    watchersNamed: 'only the extensions that are named may watch',
  },
  failures: {
    'watcher-invalid': ({ number, most }) => ({
      what: number === undefined ? 'So many extensions cannot be named.' : `${number} cannot watch.`,
      why:
        number === undefined
          ? `The list holds ${most}.`
          : 'Only another extension of this exchange can watch.',
      todo: number === undefined ? 'Use --everyone' : 'npx hamvoip extension list',
    }),
  },
  title: (number) => `Who may see whether extension ${number} is reachable or in a call`,
  label: 'May watch',
  everyone: 'everyone',
  nobody: 'nobody',
  answersIn: (ms) => `answers in ${ms} ms`,
  silentSince: (time) => `has not answered since ${time}`,
  router: 'Router',
  signs: {
    'via-rewritten': 'changes the address in Via',
    'contact-rewritten': 'changes the address in Contact',
    'call-id-rewritten': 'changes the Call-ID',
    'sdp-rewritten': 'changes the address for sound (SDP)',
    'candidates-rewritten': 'changes some of the addresses for sound (ICE)',
    'call-id-changed': 'changes the Call-ID from time to time',
    'echo-changed': 'changes what the exchange asks the phone',
    'length-wrong': 'changes messages but not their length',
    'port-changes': 'gives the phone another port again and again',
    'requests-unanswered': 'lets the phone out, but not the exchange in',
  },
  routerAdvice:
    'Switch SIP ALG off in the router, and STUN in the phone. If that cannot be, choose TLS or another port of the exchange in the phone.',
};
