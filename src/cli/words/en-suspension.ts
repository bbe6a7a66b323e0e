import type { SuspensionWords } from './suspension-words.ts';

export const EN_SUSPENSION: SuspensionWords = {
  commands: {
    suspend: 'suspend everyone, extensions or conferences, at once or as planned',
    resume: 'end a suspension',
    suspension: 'suspensions',
    'suspension list': 'show the suspensions that hold or are planned',
    'extension limits': 'show or set the limits of an extension',
  },
  options: {
    what: 'register, call, called, conference, or several with commas; else everything',
    from: 'from when, for instance 2030-01-31T20:00; else now',
    untilEnd: 'until when, for instance 2030-01-31T20:00; else until it is ended',
    forLength: 'how long: 90s, 60m, 2h or 7d',
    reason: 'why; only administrators see it',
    showReason: 'let the holder see why',
    showEnd: 'let the holder see until when',
    everySuspension: 'with the past ones',
    limitCalls: 'calls at once, made and received',
    limitContacts: 'phones registered at once',
    limitNewCalls: 'new calls a minute',
    limitKbit: 'kbit/s of one call, each way',
    limitCodecs: 'allowed codecs: PCMA, PCMU, G722, opus, with commas',
    limitRegister: 'shortest registration interval in seconds',
    limitDigest: 'only SHA-256 for the password; phones that know MD5 alone are refused',
    limitTransport: 'only tls (or secure WebSocket); phones on UDP and TCP are refused',
  },
  scopeArgument: 'all, or numbers of extensions and conferences: 318,319',
  failures: {
    'period-invalid': () => ({
      what: 'Begin and end do not go together.',
      why: 'A suspension ends after it begins, and in the future.',
      todo: 'Give the end so: --until 2030-01-31T20:00 or --for 2h',
    }),
    'reason-invalid': ({ longest }) => ({
      what: 'This reason cannot be used.',
      why: `A reason has at most ${longest} printable characters.`,
      todo: 'Give a shorter one: --reason "Maintenance"',
    }),
    'what-invalid': ({ what }) => ({
      what: `Suspending ${what} does nothing here.`,
      why: 'There is register, call, called and conference. A conference can only be closed.',
      todo: 'Leave --what away to suspend everything.',
    }),
    'limit-invalid': ({ limit, least, most }) => ({
      what: 'This limit cannot be set.',
      why:
        limit === 'codecs'
          ? 'The codecs are PCMA, PCMU, G722 and opus, and one at least stays.'
          : limit === 'digest'
            ? 'The one algorithm that can be demanded is SHA-256.'
            : limit === 'transport'
              ? 'The one transport that can be demanded is tls.'
              : `It is a whole number from ${least} to ${most}.`,
      todo: 'Give off to take the limit away.',
    }),
  },
  everyone: 'everyone',
  suspended: (who, until) => `Suspended: ${who}${until === undefined ? '.' : `, until ${until}.`}`,
  planned: (who, from, until) =>
    `Planned from ${from}${until === undefined ? '' : ` until ${until}`}: ${who}.`,
  undo: (command) => `End it: ${command}`,
  resumed: (who) => `No longer suspended: ${who}.`,
  none: 'Nobody is suspended.',
  columns: {
    id: 'id',
    who: 'who',
    what: 'what',
    state: 'state',
    period: 'when',
    reason: 'reason',
  },
  states: { planned: 'planned', active: 'suspended', ended: 'over' },
  whats: { register: 'registering', call: 'calling', called: 'being called', conference: 'conferences' },
  everything: 'everything',
  endless: 'without end',
  begins: (time) => `from ${time}`,
  ends: (time) => `until ${time}`,
  limits: {
    title: (number) => `Limits of extension ${number}`,
    labels: {
      calls: 'Calls at once',
      contacts: 'Phones',
      newCallsPerMinute: 'New calls a minute',
      kbitPerSecond: 'kbit/s a call',
      codecs: 'Codecs',
      registerSeconds: 'Shortest registration',
      digest: 'Password by',
      transport: 'Connected by',
    },
    noLimit: 'no limit',
    own: 'its own',
  },
};
