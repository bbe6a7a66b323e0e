import type { WatchWords } from './watch-words.ts';

export const EN_WATCH: WatchWords = {
  commands: {
    instruction: 'instructions to holders about their phones',
    'instruction add': 'give an instruction; the exchange sees when it is done',
    'instruction list': 'show all instructions',
    'instruction show': 'show an instruction and how far everyone is',
    'instruction templates': 'show the instructions that are ready to give',
    'instruction done': 'tell that someone has done what the exchange cannot see',
    'instruction close': 'close an instruction',
    'instruction mail': 'mail an instruction to who has not carried it out',
    phones: 'show the phones to talk to, the worst first',
    'call history': 'show the calls of the last 30 days',
    'extension usage': 'show what extensions used in the last 30 days',
  },
  options: {
    template: 'one of instruction templates',
    values: 'values of the template: seconds=3600, several with spaces between',
    instructionText: 'the words; needed without a template',
    forExtensions: 'all, or numbers with commas: 318,319',
    forProduct: 'everyone whose phone calls itself so, for instance Yealink',
    forBehaviour: 'everyone whose phone does not do it yet',
    deadline: 'until when, for instance 2030-01-31T20:00',
    within: 'how long there is for it: 2h or 7d',
    byMail: 'mail it as well, to who has a mail address',
    ofExtension: 'calls of one extension only',
    days: 'how many days back, at most 30',
  },
  arguments: {
    instructionId: 'the id from instruction list',
    usageNumber: 'number of the extension; else all',
  },
  failures: {
    'instruction-invalid': ({ reason, names }) => ({
      what: 'This instruction cannot be given.',
      why: whyInvalid(`${reason}`, `${names}`),
      todo: 'npx hamvoip instruction add --help',
    }),
  },
  instruction: {
    given: (id, count) =>
      `Instruction ${id} is given to ${count === 1 ? '1 extension' : `${count} extensions`}.`,
    closed: (id) => `Instruction ${id} is closed.`,
    doneBy: (extension) => `Extension ${extension} has done it.`,
    show: (command) => `See how far everyone is: ${command}`,
    mailed: (count) => (count === 1 ? '1 mail is on its way.' : `${count} mails are on their way.`),
    mailedBefore: (count) => `${count} had it within the last hour already.`,
    withoutAddress: (extensions) => `Without a mail address: ${extensions}.`,
    none: (command) => `There are no instructions. See what is ready to give:\n  ${command}`,
    nobody: 'Nobody is meant yet.',
    columns: { id: 'id', state: 'state', done: 'done', deadline: 'until', text: 'instruction' },
    progressColumns: { extension: 'extension', state: 'state', since: 'since', seen: 'seen' },
    labels: { text: 'Text', for: 'For', state: 'State', deadline: 'Until', given: 'Given' },
    states: { open: 'open', done: 'done', overdue: 'late', closed: 'closed' },
    checks: {
      'registration-interval': 'interval',
      transport: 'transport',
      'codec-order': 'codecs',
      'keep-alive': 'keep-alive',
      'no-retry-loop': 'wrong passwords',
      contacts: 'phones',
      firmware: 'firmware',
      'without-user-agent': 'phone',
      ptime: 'packet length',
      router: 'router',
      srtp: 'encryption',
    },
    unknown: 'not seen yet',
    everyone: 'everyone',
    withProduct: (product) => `everyone with ${product}`,
    byBehaviour: 'everyone whose phone does it differently',
    beforeAfter: 'Before and after:',
    figures: {
      registrationInterval: 'registration interval in s',
      registersPerHour: 'registrations an hour',
      wrongPasswords: 'wrong passwords an hour',
      transports: 'transport',
      codec: 'codec',
      ptime: 'packet length in ms',
      kbit: 'kbit/s in a call',
      keepAlive: 'keep-alive in s',
      phones: 'phones',
    },
    templateColumns: { id: 'template', title: 'what for', values: 'values' },
  },
  phones: {
    none: 'There is no phone to talk to.',
    columns: { extension: 'extension', evidence: 'seen', phone: 'phone' },
    complaints: {
      'registers-too-often': (seen, usual) => `registers ${seen}x an hour (${usual} is usual)`,
      'wrong-password': (seen) => `${seen}x a wrong password in an hour`,
      'keep-alive-too-often': (seen, usual) => `keep-alive every ${seen} s (${usual} is enough)`,
      'many-phones': (seen, usual) => `${seen} phones at once (${usual} is usual)`,
      'small-packets': (seen, usual) => `packets of ${seen} ms (${usual} is usual)`,
      'much-bandwidth': (seen, usual) => `${seen} kbit/s in a call (${usual} is usual)`,
      'router-meddles': (seen) => `router changes SIP (${seen} signs)`,
      'encrypted-only': () => 'offers encrypted sound only: no call comes about',
    },
    hint: (command) => `Ask to put it right:\n  ${command}`,
  },
  history: {
    none: 'There were no calls in the last 30 days.',
    columns: { began: 'began', from: 'from', to: 'to', result: 'result', duration: 'talked', lost: 'lost' },
    results: {
      answered: 'talked',
      cancelled: 'given up',
      busy: 'busy',
      declined: 'declined',
      'no-answer': 'no answer',
      unreachable: 'unreachable',
      refused: 'refused',
      failed: 'failed',
      vanished: 'line lost',
      transferred: 'transferred',
      'ended-by-administrator': 'ended by administrator',
      suspended: 'suspended',
    },
  },
  usage: {
    none: 'Nothing was used in this time.',
    columns: {
      extension: 'extension',
      day: 'day',
      in: 'from the phone',
      out: 'to the phone',
      registrations: 'registrations',
    },
  },
};

function whyInvalid(reason: string, names: string): string {
  switch (reason) {
    case 'values':
      return names === '' ? 'This template takes no values.' : `This template takes: ${names}.`;
    case 'no-target':
      return 'It says for nobody.';
    case 'no-checks':
      return 'Without a template the exchange cannot see whose phone does it differently.';
    case 'closed':
      return 'It is closed.';
    case 'checked':
      return 'The exchange sees by itself whether this one is done.';
    case 'too-long':
      return 'The text is longer than 2000 characters.';
    case 'empty':
      return 'It has neither a template nor a text.';
    default:
      return 'It asks what no phone can do.';
  }
}
