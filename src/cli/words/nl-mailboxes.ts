import type { MailboxWords } from './mailbox-words.ts';

export const NL_MAILBOXES: MailboxWords = {
  commands: {
    mailbox: 'voicemail van extensies',
    'mailbox list': 'toon wie voicemail heeft, en hoeveel berichten er zijn',
    'mailbox show': 'toon de voicemail van één extensie',
    'mailbox set': 'zet de voicemail van een extensie aan of uit',
    'mailbox empty': 'wis alle berichten van een extensie',
  },
  arguments: { mailboxSwitch: 'on of off' },
  columns: { extension: 'Extensie', takesMessages: 'Voicemail', unheard: 'Nieuw', heard: 'Bewaard' },
  title: (number) => `Voicemail van extensie ${number}`,
  labels: {
    takesMessages: 'Voicemail',
    messages: 'Berichten',
    greeting: 'Begroeting',
  },
  messages: ({ unheard, heard, seconds }) => `${unheard} nieuw, ${heard} bewaard, samen ${seconds} s`,
  on: 'aan',
  off: 'uit',
  own: 'zelf ingesproken',
  usual: 'de gewone',
  empty: 'Niemand heeft voicemail. Zet hem aan: npx hamvoip mailbox set 301 on',
};
