import type { MailboxWords } from './mailbox-words.ts';

export const NL_MAILBOXES: MailboxWords = {
  commands: {
    mailbox: 'voicemail van extensies',
    'mailbox list': 'toon wie voicemail heeft, en hoeveel berichten er zijn',
    'mailbox show': 'toon de voicemail van één extensie',
    'mailbox set': 'zet de voicemail van een extensie aan of uit',
    'mailbox mail': 'stuur berichten ook naar het mailadres van de houder, of niet meer',
    'mailbox empty': 'wis alle berichten van een extensie',
  },
  arguments: { mailboxSwitch: 'on of off' },
  failures: {
    'email-missing': ({ extension }) => ({
      what: `Berichten voor ${extension} kunnen niet worden gemaild.`,
      why: 'Deze extensie heeft geen mailadres.',
      todo: `npx hamvoip extension show ${extension}`,
    }),
  },
  columns: { extension: 'Extensie', takesMessages: 'Voicemail', unheard: 'Nieuw', heard: 'Bewaard' },
  title: (number) => `Voicemail van extensie ${number}`,
  labels: {
    takesMessages: 'Voicemail',
    byMail: 'Per mail',
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
