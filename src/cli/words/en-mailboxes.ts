import type { MailboxWords } from './mailbox-words.ts';

export const EN_MAILBOXES: MailboxWords = {
  commands: {
    mailbox: 'voicemail of extensions',
    'mailbox list': 'show who has voicemail, and how many messages there are',
    'mailbox show': "show one extension's voicemail",
    'mailbox set': "switch an extension's voicemail on or off",
    'mailbox mail': "send messages to the holder's mail address as well, or no longer",
    'mailbox empty': 'delete all messages of an extension',
  },
  arguments: { mailboxSwitch: 'on or off' },
  failures: {
    'email-missing': ({ extension }) => ({
      what: `Messages for ${extension} cannot be mailed.`,
      why: 'This extension has no mail address.',
      todo: `npx hamvoip extension show ${extension}`,
    }),
  },
  columns: { extension: 'Extension', takesMessages: 'Voicemail', unheard: 'New', heard: 'Kept' },
  title: (number) => `Voicemail of extension ${number}`,
  labels: { takesMessages: 'Voicemail', byMail: 'By mail', messages: 'Messages', greeting: 'Greeting' },
  messages: ({ unheard, heard, seconds }) => `${unheard} new, ${heard} kept, ${seconds} s together`,
  on: 'on',
  off: 'off',
  own: 'their own',
  usual: 'the usual one',
  empty: 'Nobody has voicemail. Switch it on: npx hamvoip mailbox set 301 on',
};
