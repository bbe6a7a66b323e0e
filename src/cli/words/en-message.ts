import type { MessageWords } from './message-words.ts';

export const EN_MESSAGE: MessageWords = {
  commands: {
    message: 'messages to holders, and what they write back',
    'message write': 'write a message; it stays a draft until you send it',
    'message send': 'send a draft',
    'message list': 'show the messages, and how many people read them',
    'message show': 'show one message, and who read it',
    'message retract': 'take a message back: nobody sees it any more',
    'message remove': 'remove a draft, or a message that was taken back',
    'message replies': 'show what holders answered, and who asks for help',
    'message handled': 'say that you have seen to an answer',
  },
  options: {
    messageUrgent: 'stands on the holder’s page Today until he has read it',
    messageByMail: 'send it by mail as well',
    messageSend: 'send it at once',
    repliesAll: 'show those that were seen to as well',
  },
  arguments: {
    messageSubject: 'what it is about, at most 100 characters',
    messageText: 'the text, at most 4000 characters',
    messageId: 'the id from message list',
    replyId: 'the id from message replies',
  },
  failures: {
    'message-invalid': ({ reason, subject, text, longest }) => ({
      what: 'The message cannot be like this.',
      why: whyInvalid(`${reason}`, `${subject}`, `${text}`, `${longest}`),
      todo: 'npx hamvoip message write --help',
    }),
    'message-state': ({ state }) => ({
      what: 'That cannot be done with this message.',
      why:
        state === 'draft'
          ? 'It is a draft: it was not sent yet.'
          : state === 'sent'
            ? 'It was sent already. You can take it back.'
            : 'It was taken back.',
      todo: 'npx hamvoip message list',
    }),
  },
  became: {
    draft: (id, count) => `Draft ${id} is stored. At this moment it is for ${extensions(count)}.`,
    sent: (id, count) => `Message ${id} was sent to ${extensions(count)}.`,
    retracted: (id) => `Message ${id} was taken back. Nobody sees it any more.`,
  },
  sendIt: (command) => `Send it: ${command}`,
  mailWaits: (count) => (count === 1 ? '1 mail waits.' : `${count} mails wait.`),
  withoutAddress: (count) =>
    count === 1 ? '1 of them has no mail address.' : `${count} of them have no mail address.`,
  removed: (id) => `Message ${id} was removed.`,
  handled: (extension) => `The answer of extension ${extension} was seen to.`,
  none: 'There are no messages.',
  noReplies: 'No answer waits.',
  handleIt: (command) => `Seen to it? ${command}`,
  wantsHelp: 'asks for help',
  unread: 'not read',
  states: { draft: 'draft', sent: 'sent', retracted: 'taken back' },
  mails: {
    planned: 'will go along',
    waiting: 'waits',
    sent: 'sent',
    'given-up': 'not delivered',
    forgotten: 'no longer known',
    'no-address': 'no mail address',
  },
  columns: {
    id: 'id',
    state: 'state',
    read: 'read',
    when: 'when',
    subject: 'subject',
    extension: 'extension',
    mail: 'mail',
  },
  replyColumns: { id: 'id', extension: 'extension', when: 'when', about: 'about', text: 'answer' },
  labels: {
    subject: 'Subject',
    text: 'Text',
    for: 'For',
    state: 'State',
    by: 'By',
    sent: 'Sent',
    read: 'Read',
  },
};

function extensions(count: number): string {
  return count === 1 ? '1 extension' : `${count} extensions`;
}

function whyInvalid(reason: string, subject: string, text: string, longest: string): string {
  switch (reason) {
    case 'subject':
      return `A subject has 1 to ${subject} characters.`;
    case 'text':
      return `A text has 1 to ${text} characters.`;
    case 'reply':
      return `An answer has 1 to ${longest} characters.`;
    case 'nobody':
      return 'At this moment there is nobody it is meant for.';
    case 'no-checks':
      return 'What a phone does counts for instructions only.';
    default:
      return 'It does not say for whom it is.';
  }
}
