import type { MessageWords } from './message-words.ts';

export const NL_MESSAGE: MessageWords = {
  commands: {
    message: 'berichten aan houders, en wat zij terugschrijven',
    'message write': 'schrijf een bericht; het blijft een concept tot je het verstuurt',
    'message send': 'verstuur een concept',
    'message list': 'toon de berichten, en hoeveel mensen ze lazen',
    'message show': 'toon één bericht, en wie het las',
    'message retract': 'trek een bericht in: niemand ziet het meer',
    'message remove': 'verwijder een concept, of een bericht dat is ingetrokken',
    'message replies': 'toon wat houders antwoordden, en wie om hulp vraagt',
    'message handled': 'meld dat je een antwoord hebt afgehandeld',
  },
  options: {
    messageUrgent: 'staat bij de houder op Vandaag tot hij het gelezen heeft',
    messageByMail: 'stuur het ook per mail',
    messageSend: 'verstuur het meteen',
    repliesAll: 'toon ook wat al is afgehandeld',
  },
  arguments: {
    messageSubject: 'waar het over gaat, hoogstens 100 tekens',
    messageText: 'de tekst, hoogstens 4000 tekens',
    messageId: 'het kenmerk uit message list',
    replyId: 'het kenmerk uit message replies',
  },
  failures: {
    'message-invalid': ({ reason, subject, text, longest }) => ({
      what: 'Zo kan het bericht niet.',
      why: whyInvalid(`${reason}`, `${subject}`, `${text}`, `${longest}`),
      todo: 'npx hamvoip message write --help',
    }),
    'message-state': ({ state }) => ({
      what: 'Dat kan met dit bericht niet.',
      why:
        state === 'draft'
          ? 'Het is een concept: het is nog niet verstuurd.'
          : state === 'sent'
            ? 'Het is al verstuurd. Je kunt het intrekken.'
            : 'Het is ingetrokken.',
      todo: 'npx hamvoip message list',
    }),
  },
  became: {
    draft: (id, count) => `Concept ${id} is bewaard. Het is nu voor ${extensions(count)}.`,
    sent: (id, count) => `Bericht ${id} is verstuurd aan ${extensions(count)}.`,
    retracted: (id) => `Bericht ${id} is ingetrokken. Niemand ziet het meer.`,
  },
  sendIt: (command) => `Versturen: ${command}`,
  mailWaits: (count) => (count === 1 ? '1 mail staat in de wacht.' : `${count} mails staan in de wacht.`),
  withoutAddress: (count) =>
    count === 1 ? '1 van hen heeft geen mailadres.' : `${count} van hen hebben geen mailadres.`,
  removed: (id) => `Bericht ${id} is verwijderd.`,
  handled: (extension) => `Het antwoord van extensie ${extension} is afgehandeld.`,
  none: 'Er zijn geen berichten.',
  noReplies: 'Er wacht geen antwoord.',
  handleIt: (command) => `Afgehandeld? ${command}`,
  wantsHelp: 'vraagt hulp',
  unread: 'niet gelezen',
  states: { draft: 'concept', sent: 'verstuurd', retracted: 'ingetrokken' },
  mails: {
    planned: 'gaat mee',
    waiting: 'in de wacht',
    sent: 'verstuurd',
    'given-up': 'niet aangekomen',
    forgotten: 'niet meer bekend',
    'no-address': 'geen mailadres',
  },
  columns: {
    id: 'kenmerk',
    state: 'toestand',
    read: 'gelezen',
    when: 'wanneer',
    subject: 'onderwerp',
    extension: 'extensie',
    mail: 'mail',
  },
  replyColumns: {
    id: 'kenmerk',
    extension: 'extensie',
    when: 'wanneer',
    about: 'over',
    text: 'antwoord',
  },
  labels: {
    subject: 'Onderwerp',
    text: 'Tekst',
    for: 'Voor',
    state: 'Toestand',
    by: 'Van',
    sent: 'Verstuurd',
    read: 'Gelezen',
  },
};

function extensions(count: number): string {
  return count === 1 ? '1 extensie' : `${count} extensies`;
}

function whyInvalid(reason: string, subject: string, text: string, longest: string): string {
  switch (reason) {
    case 'subject':
      return `Een onderwerp heeft 1 tot ${subject} tekens.`;
    case 'text':
      return `Een tekst heeft 1 tot ${text} tekens.`;
    case 'reply':
      return `Een antwoord heeft 1 tot ${longest} tekens.`;
    case 'nobody':
      return 'Op dit moment is er niemand voor wie het bedoeld is.';
    case 'no-checks':
      return 'Wat een toestel doet, geldt alleen bij een instructie.';
    default:
      return 'Er staat niet bij voor wie het is.';
  }
}
