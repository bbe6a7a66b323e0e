/** The form of a message: for a new one, and for a draft that is changed. */
import { MESSAGE_CHARACTERS, type Message } from '../../../src/web/contract/messages.ts';
import { Hidden } from '../../acting-page.tsx';
import { Checkbox, Choices, TextArea, TextField } from '../../components/form.tsx';
import { messageWords } from '../../words/console/messages.ts';
import { type ConsoleVisit, filled, sent } from './console-page.tsx';

type To = 'all' | 'extensions' | 'phone';
const TOS: readonly To[] = ['all', 'extensions', 'phone'];

/** What stands in the fields before anything was filled in. */
export interface MessageStart {
  readonly to: To;
  readonly who: string;
  readonly product: string;
  readonly subject: string;
  readonly text: string;
  readonly urgent: boolean;
  readonly byMail: boolean;
}

export function startOf({ targets, subject, text, urgent, byMail }: Message): MessageStart {
  return {
    to: targets.kind === 'extensions' ? 'extensions' : targets.kind === 'user-agent' ? 'phone' : 'all',
    who: targets.kind === 'extensions' ? targets.numbers.join(', ') : '',
    product: targets.kind === 'user-agent' ? targets.product : '',
    subject,
    text,
    urgent,
    byMail,
  };
}

export function MessageForm({
  visit,
  act,
  start,
  button,
}: {
  readonly visit: ConsoleVisit;
  readonly act: string;
  readonly start: MessageStart;
  readonly button: string;
}) {
  const words = messageWords[visit.language].form;
  const { language, refused: errors, method } = visit;
  const isSent = method === 'POST' && visit.form.get('act') === act;
  const value = (field: 'to' | 'who' | 'product') => (isSent ? sent(visit, field) : start[field]);
  return (
    <form method="post" class="form">
      <Hidden visit={visit} act={act} />
      <Choices
        name="to"
        legend={words.to}
        value={value('to')}
        options={TOS.map((to) => ({ value: to, text: words.tos[to] }))}
      />
      <TextField
        name="who"
        label={words.who}
        hint={words.whoHint}
        value={value('who')}
        errors={errors}
        language={language}
        optional
      />
      <TextField
        name="product"
        label={words.product}
        hint={words.productHint}
        value={value('product')}
        errors={errors}
        language={language}
        longest={64}
        optional
      />
      <MessageFields visit={visit} start={start} isSent={isSent} />
      <button type="submit" class="button primary">
        {button}
      </button>
    </form>
  );
}

/** All but who it is for. */
export function MessageFields({
  visit,
  start,
  isSent,
}: {
  readonly visit: ConsoleVisit;
  readonly start: Pick<MessageStart, 'subject' | 'text' | 'urgent' | 'byMail'>;
  /** What was sent stands in the fields, in place of `start`. */
  readonly isSent: boolean;
}) {
  const words = messageWords[visit.language].form;
  const { language, refused: errors } = visit;
  const value = (field: 'subject' | 'text') => (isSent ? sent(visit, field) : start[field]);
  const isOn = (field: 'urgent' | 'byMail') => (isSent ? visit.form.get(field) === 'yes' : start[field]);
  return (
    <>
      <TextField
        name="subject"
        label={words.subject}
        value={value('subject')}
        errors={errors}
        language={language}
        longest={MESSAGE_CHARACTERS.subject}
      />
      <TextArea
        name="text"
        label={words.text}
        hint={words.textHint}
        value={value('text')}
        errors={errors}
        language={language}
        longest={MESSAGE_CHARACTERS.text}
        rows={10}
      />
      <Checkbox
        name="urgent"
        label={words.urgent}
        hint={words.urgentHint}
        checked={isOn('urgent')}
        language={language}
      />
      <Checkbox
        name="byMail"
        label={words.byMail}
        hint={words.byMailHint}
        checked={isOn('byMail')}
        language={language}
      />
    </>
  );
}

/** Where the API's refusals belong. */
export const MESSAGE_FIELDS = { subject: 'subject', text: 'text', targets: 'who', extension: 'who' } as const;

/** What the form says, as the API takes it. */
export function wishedMessage(visit: ConsoleVisit): object {
  const to = visit.form.get('to');
  const numbers = (filled(visit, 'who') ?? '').split(/[\s,;]+/).filter(Boolean);
  return {
    ...wishedWording(visit),
    targets:
      to === 'all'
        ? { kind: 'all' }
        : to === 'phone'
          ? { kind: 'user-agent', product: filled(visit, 'product') ?? '' }
          : { kind: 'extensions', numbers },
  };
}

/** What `MessageFields` say. */
export function wishedWording(visit: ConsoleVisit) {
  return {
    subject: filled(visit, 'subject') ?? '',
    text: filled(visit, 'text') ?? '',
    urgent: visit.form.get('urgent') === 'yes',
    byMail: visit.form.get('byMail') === 'yes',
  };
}
