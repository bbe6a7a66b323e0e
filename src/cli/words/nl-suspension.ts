import type { SuspensionWords } from './suspension-words.ts';

export const NL_SUSPENSION: SuspensionWords = {
  commands: {
    suspend: 'schors iedereen, extensies of bruggen, meteen of gepland',
    resume: 'hef een schorsing op',
    suspension: 'schorsingen',
    'suspension list': 'toon de schorsingen die gelden of gepland zijn',
    'extension limits': 'toon of stel de limieten van een extensie in',
  },
  options: {
    what: 'register (aanmelden), call (bellen), called (gebeld worden) of conference (bruggen), ook meer met komma; anders alles',
    from: 'vanaf wanneer, zoals 2030-01-31T20:00; anders meteen',
    untilEnd: 'tot wanneer, zoals 2030-01-31T20:00; anders tot je haar opheft',
    forLength: 'hoe lang: 90s, 60m, 2h of 7d',
    reason: 'waarom; alleen beheerders zien dit',
    showReason: 'de houder mag zien waarom',
    showEnd: 'de houder mag zien tot wanneer',
    everySuspension: 'ook wat voorbij is',
    limitCalls: 'gesprekken tegelijk, gemaakt en ontvangen',
    limitContacts: 'toestellen tegelijk aangemeld',
    limitNewCalls: 'nieuwe gesprekken per minuut',
    limitKbit: 'kbit/s van één gesprek, per richting',
    limitCodecs: 'toegestane codecs: PCMA, PCMU, G722, opus, met komma',
    limitRegister: 'kortste tijd tussen aanmeldingen, in seconden',
    limitDigest: 'alleen SHA-256 voor het wachtwoord; toestellen die alleen MD5 kennen komen er niet in',
    limitTransport: 'alleen tls (of veilige WebSocket); toestellen via UDP en TCP komen er niet in',
  },
  scopeArgument: 'all (iedereen), of nummers van extensies en bruggen: 318,319',
  failures: {
    'period-invalid': () => ({
      what: 'Begin en einde passen niet bij elkaar.',
      why: 'Een schorsing eindigt na haar begin, en in de toekomst.',
      todo: 'Geef het einde zo: --until 2030-01-31T20:00 of --for 2h',
    }),
    'reason-invalid': ({ longest }) => ({
      what: 'Deze reden kan niet.',
      why: `Een reden heeft hoogstens ${longest} leesbare tekens.`,
      todo: 'Geef een kortere: --reason "Onderhoud"',
    }),
    'what-invalid': ({ what }) => ({
      what: `${what} schorsen doet hier niets.`,
      why: 'Je kunt kiezen uit register, call, called en conference. Een brug kan alleen dicht.',
      todo: 'Laat --what weg om alles te schorsen.',
    }),
    'limit-invalid': ({ limit, least, most }) => ({
      what: 'Deze limiet kan niet.',
      why:
        limit === 'codecs'
          ? 'De codecs zijn PCMA, PCMU, G722 en opus. Er blijft er minstens één over.'
          : limit === 'digest'
            ? 'Het enige algoritme dat je kunt eisen is SHA-256.'
            : limit === 'transport'
              ? 'De enige verbinding die je kunt eisen is tls.'
              : `Het is een heel getal van ${least} tot ${most}.`,
      todo: 'Geef off om de limiet weg te nemen.',
    }),
  },
  everyone: 'iedereen',
  suspended: (who, until) => `Geschorst: ${who}${until === undefined ? '.' : `, tot ${until}.`}`,
  planned: (who, from, until) =>
    `Gepland vanaf ${from}${until === undefined ? '' : ` tot ${until}`}: ${who}.`,
  undo: (command) => `Opheffen: ${command}`,
  resumed: (who) => `Niet meer geschorst: ${who}.`,
  none: 'Niemand is geschorst.',
  columns: {
    id: 'kenmerk',
    who: 'wie',
    what: 'wat',
    state: 'toestand',
    period: 'wanneer',
    reason: 'reden',
  },
  states: { planned: 'gepland', active: 'geschorst', ended: 'voorbij' },
  whats: { register: 'aanmelden', call: 'bellen', called: 'gebeld worden', conference: 'bruggen' },
  everything: 'alles',
  endless: 'onbepaald',
  begins: (time) => `vanaf ${time}`,
  ends: (time) => `tot ${time}`,
  limits: {
    title: (number) => `Limieten van extensie ${number}`,
    labels: {
      calls: 'Gesprekken tegelijk',
      contacts: 'Toestellen',
      newCallsPerMinute: 'Nieuwe gesprekken per minuut',
      kbitPerSecond: 'kbit/s per gesprek',
      codecs: 'Codecs',
      registerSeconds: 'Kortste aanmeldtijd',
      digest: 'Wachtwoord met',
      transport: 'Verbonden via',
    },
    noLimit: 'geen limiet',
    own: 'eigen',
  },
};
