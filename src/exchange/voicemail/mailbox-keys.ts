/** Where somebody is who listens to his mailbox. */
export type MailboxPlace = 'menu' | 'message' | 'greeting' | 'recording';

export type MailboxAction =
  | 'first'
  | 'again'
  | 'next'
  | 'delete'
  | 'save'
  | 'menu'
  | 'greeting'
  | 'record-greeting'
  | 'hear-greeting'
  | 'usual-greeting'
  | 'stop-recording'
  | 'discard-recording'
  | 'switch'
  | 'hang-up';

/** What each key does there; all others do nothing. */
export const MAILBOX_KEYS: Readonly<Record<MailboxPlace, Readonly<Record<string, MailboxAction>>>> = {
  menu: { 1: 'first', 5: 'switch', 0: 'greeting', '#': 'hang-up' },
  message: { 1: 'again', 2: 'next', 3: 'delete', 4: 'save', '*': 'menu', '#': 'hang-up' },
  greeting: {
    1: 'record-greeting',
    2: 'hear-greeting',
    3: 'usual-greeting',
    '*': 'menu',
    '#': 'hang-up',
  },
  recording: { '#': 'stop-recording', '*': 'discard-recording' },
};
