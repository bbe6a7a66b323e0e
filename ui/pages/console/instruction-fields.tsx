/** The form of an instruction, whoever it is for. */
import type { instructionTemplateSchema } from '../../../src/web/contract/instructions.ts';
import { Checkbox, SelectField, TextArea, TextField } from '../../components/form.tsx';
import { instructionWords } from '../../words/console/instructions.ts';
import { type ConsoleVisit, filled, sent } from './console-page.tsx';

export type InstructionTemplate = (typeof instructionTemplateSchema)['_output'];

const DAY_S = 86_400;

/** All but who it is for. */
export function InstructionFields({
  visit,
  templates,
}: {
  readonly visit: ConsoleVisit;
  readonly templates: readonly InstructionTemplate[];
}) {
  const words = instructionWords[visit.language];
  const { language, refused: errors, query } = visit;
  return (
    <>
      <SelectField
        name="template"
        label={words.template}
        value={sent(visit, 'template', query.get('voorbeeld') ?? '')}
        options={[
          { value: '', text: words.own },
          ...templates.map(({ id, title }) => ({ value: id, text: title[language] })),
        ]}
        language={language}
      />
      <TextArea
        name="text"
        label={words.ownText}
        hint={words.ownTextHint}
        value={sent(visit, 'text')}
        errors={errors}
        language={language}
        optional
        longest={4_000}
      />
      <TextField
        name="days"
        label={words.days}
        value={sent(visit, 'days', '14')}
        errors={errors}
        language={language}
        inputMode="numeric"
      />
      <Checkbox
        name="byMail"
        label={words.byMail}
        hint={words.byMailHint}
        checked={sent(visit, 'byMail') === 'yes'}
        language={language}
      />
    </>
  );
}

/** Where the API's refusals belong. */
export const INSTRUCTION_FIELDS = {
  extension: 'who',
  targets: 'who',
  template: 'template',
  withinSeconds: 'days',
  'duration-invalid': 'days',
};

/** What `InstructionFields` say, as the API takes it. */
export function wishedInstruction(visit: ConsoleVisit): object {
  const template = filled(visit, 'template');
  const text = filled(visit, 'text');
  const days = Number(visit.form.get('days'));
  return {
    language: visit.language,
    ...(template && { template }),
    ...(text && { text }),
    // What is no number of days goes on as it is: the API refuses it.
    ...(days !== 0 && { withinSeconds: Number.isNaN(days) ? null : Math.round(days * DAY_S) }),
  };
}
