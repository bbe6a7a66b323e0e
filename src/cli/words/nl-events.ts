import type { EventWords } from './event-words.ts';

export const NL_EVENTS: EventWords = {
  commands: {
    'extension watchers': 'toon of stel in wie mag zien of een extensie bereikbaar of in gesprek is',
  },
  options: {
    watchersAdd: 'deze extensies mogen volgen, met komma ertussen',
    watchersRemove: 'deze extensies mogen niet meer volgen',
    watchersEveryone: 'elke extensie mag volgen',
    watchersNamed: 'alleen de genoemde extensies mogen volgen',
  },
  failures: {
    'watcher-invalid': ({ number, most }) => ({
      what:
        number === undefined ? 'Zo veel extensies kunnen niet genoemd worden.' : `${number} kan niet volgen.`,
      why:
        number === undefined
          ? `Er passen er ${most} op de lijst.`
          : 'Volgen kan alleen een andere extensie van deze centrale.',
      todo: number === undefined ? 'Gebruik --everyone' : 'npx hamvoip extension list',
    }),
  },
  title: (number) => `Wie mag zien of extensie ${number} bereikbaar of in gesprek is`,
  label: 'Mag volgen',
  everyone: 'iedereen',
  nobody: 'niemand',
  answersIn: (ms) => `antwoordt in ${ms} ms`,
  silentSince: (time) => `antwoordt niet sinds ${time}`,
  router: 'Router',
  signs: {
    'via-rewritten': 'verandert het adres in Via',
    'contact-rewritten': 'verandert het adres in Contact',
    'call-id-rewritten': 'verandert de Call-ID',
    'sdp-rewritten': 'verandert het adres voor geluid (SDP)',
    'candidates-rewritten': 'verandert een deel van de adressen voor geluid (ICE)',
    'call-id-changed': 'verandert de Call-ID van tijd tot tijd',
    'echo-changed': 'verandert wat de centrale aan het toestel vraagt',
    'length-wrong': 'verandert berichten maar niet hun lengte',
    'port-changes': 'geeft het toestel steeds een andere poort',
    'requests-unanswered': 'laat het toestel naar buiten, maar de centrale niet naar binnen',
  },
  routerAdvice:
    'Zet SIP ALG uit in de router, en STUN in het toestel. Kan dat niet, kies in het toestel TLS of een andere poort van de centrale.',
};
