import {
  instructionMailingSchema,
  instructionSchema,
  instructionTemplateSchema,
} from '../../../../src/web/contract/instructions.ts';
import { MESSAGE_CHARACTERS, messageDetailSchema } from '../../../../src/web/contract/messages.ts';
import type { Extension } from '../../../../src/web/contract.ts';
import type { FieldError } from '../../../components/form.tsx';
import { Known } from '../../../components/known.tsx';
import { knownOf, type ListReading, readList } from '../../../reading.ts';
import { bulkWords } from '../../../words/console/bulk.ts';
import { problemText } from '../../../words/problems.ts';
import { type ConsoleVisit, filled, refusedBy } from '../console-page.tsx';
import {
  INSTRUCTION_FIELDS,
  InstructionFields,
  type InstructionTemplate,
  wishedInstruction,
} from '../instruction-fields.tsx';
import { mailingOf } from '../instructions.tsx';
import { MessageFields, wishedWording } from '../message-form.tsx';
import { type BulkAct, type Told, told } from './bulk-act.ts';
import { numbersOf } from './chosen.ts';

const MOST = 1_000;
const EMPTY_MESSAGE = { subject: '', text: '', urgent: false, byMail: false } as const;

/** One message to all of them, sent at once: the look at it is this page's. */
export const message: BulkAct = {
  name: 'message',
  most: MOST,
  isDanger: false,
  fields: async (visit) => (
    <MessageFields visit={visit} start={EMPTY_MESSAGE} isSent={visit.method === 'POST'} />
  ),
  check(visit) {
    const said = problemText('message-invalid', visit.language);
    const { subject, text } = wishedWording(visit);
    const isWrong = (written: string, most: number) =>
      written === '' || written.replaceAll('\r\n', '\n').length > most;
    const errors: FieldError[] = [];
    if (isWrong(subject, MESSAGE_CHARACTERS.subject)) errors.push({ field: 'subject', message: said });
    if (isWrong(text, MESSAGE_CHARACTERS.text)) errors.push({ field: 'text', message: said });
    return errors;
  },
  async tell(visit) {
    const words = bulkWords[visit.language].message;
    const { subject, text, urgent, byMail } = wishedWording(visit);
    return [
      words.subject(subject),
      `${words.text}: ${text}`,
      urgent ? `${words.page} ${words.urgent}` : words.page,
      ...(byMail ? [words.mail] : []),
    ];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].message;
    const wording = wishedWording(visit);
    const targets = { kind: 'extensions', numbers: numbersOf(rows) };
    const answer = await visit.api.call('POST', '/messages', { ...wording, targets, send: true });
    if (answer.status >= 300)
      return refusedBy(visit, { fields: { subject: 'subject', text: 'text' } }, answer);
    const { recipients } = messageDetailSchema.parse(answer.body);
    return recipients.map(({ extension, mail }): Told => {
      if (mail === 'no-address') return { extension, outcome: 'attention', text: words.noAddress };
      return { extension, outcome: 'done', text: mail === null ? words.done : words.mailed };
    });
  },
};

/** One instruction to all of them, checked on the wire like any other (house rule H3). */
export const instruction: BulkAct = {
  name: 'instruction',
  most: MOST,
  isDanger: false,
  fields: async (visit) => (
    <Known visit={visit} of={await readTemplates(visit)}>
      {(templates) => <InstructionFields visit={visit} templates={templates} />}
    </Known>
  ),
  check(visit) {
    const errors: FieldError[] = [];
    const days = Number(visit.form.get('days'));
    if (filled(visit, 'template') === undefined && filled(visit, 'text') === undefined)
      errors.push({ field: 'text', message: problemText('instruction-invalid', visit.language) });
    if (!(days >= 0))
      errors.push({ field: 'days', message: problemText('duration-invalid', visit.language) });
    return errors;
  },
  async tell(visit) {
    const words = bulkWords[visit.language];
    const templates = await readTemplates(visit);
    const template = knownOf(templates)?.find(({ id }) => id === filled(visit, 'template'));
    const text = filled(visit, 'text') ?? template?.text[visit.language] ?? '';
    const days = Number(visit.form.get('days'));
    return [
      ...(templates.kind === 'unknown' ? [problemText(templates.code, visit.language)] : []),
      ...(template === undefined ? [] : [words.instruction.byTemplate(template.title[visit.language])]),
      `${words.message.text}: ${text}`,
      days > 0 ? words.instruction.days(String(days)) : words.instruction.noDeadline,
      ...(visit.form.get('byMail') === 'yes' ? [words.message.mail] : []),
    ];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].instruction;
    const targets = { kind: 'extensions', numbers: numbersOf(rows) };
    const body = { ...wishedInstruction(visit), targets };
    const answer = await visit.api.call('POST', '/instructions', body);
    if (answer.status >= 300)
      return refusedBy(visit, { field: 'text', fields: { ...INSTRUCTION_FIELDS, targets: '' } }, answer);
    const { id, progress } = instructionSchema.parse(answer.body);
    if (visit.form.get('byMail') === 'yes') return mailed(visit, id, rows);
    const done = new Set(progress.filter(({ state }) => state === 'done').map(({ extension }) => extension));
    return rows.map(
      ({ number: extension }): Told => ({
        extension,
        outcome: 'done',
        text: done.has(extension) ? words.doneAlready : words.done,
      }),
    );
  },
};

async function mailed(visit: ConsoleVisit, id: string, rows: readonly Extension[]): Promise<readonly Told[]> {
  const words = bulkWords[visit.language].instruction;
  const { status, body } = await visit.api.call('POST', mailingOf(id));
  if (status >= 300)
    return told(rows, words.notMailed).map((one) => ({ ...one, outcome: 'attention' as const }));
  const without = new Set(instructionMailingSchema.parse(body).withoutAddress);
  return rows.map(({ number: extension }) =>
    without.has(extension)
      ? { extension, outcome: 'attention', text: words.noAddress }
      : { extension, outcome: 'done', text: words.mailed },
  );
}

function readTemplates(visit: ConsoleVisit): Promise<ListReading<InstructionTemplate>> {
  return readList(visit, '/instructions/templates', instructionTemplateSchema);
}
