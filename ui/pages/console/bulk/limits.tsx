import { MOST_AT_ONCE, severalDoneSchema } from '../../../../src/web/contract/several.ts';
import {
  EXTENSION_LIMIT_RANGES,
  type ExtensionLimitsChange,
  extensionLimitsChangeSchema,
} from '../../../../src/web/contract/suspensions.ts';
import { type FieldError, SelectField, TextField, Ticks } from '../../../components/form.tsx';
import { bulkWords } from '../../../words/console/bulk.ts';
import { problemText } from '../../../words/problems.ts';
import { allOf, type ConsoleVisit, filled, refusedBy, sent } from '../console-page.tsx';
import { type BulkAct, toldOfEach } from './bulk-act.ts';
import { numbersOf } from './chosen.ts';

type Count = keyof typeof EXTENSION_LIMIT_RANGES;
const COUNTS = Object.keys(EXTENSION_LIMIT_RANGES) as Count[];
const CODECS = extensionLimitsChangeSchema.shape.codecs.unwrap().unwrap().element.options;
/** The only thing that each can be limited to. */
const DEMANDS = { digest: 'SHA-256', transport: 'TLS' } as const satisfies ExtensionLimitsChange;
const NO_LIMIT = '-';

export const limits: BulkAct = {
  name: 'limits',
  most: MOST_AT_ONCE,
  isDanger: false,
  fields: async (visit) => <LimitFields visit={visit} />,
  check(visit) {
    const errors: FieldError[] = [];
    for (const name of COUNTS) {
      const value = countOf(visit, name);
      const { least, most } = EXTENSION_LIMIT_RANGES[name];
      if (value === undefined || value === null) continue;
      if (!(Number.isInteger(value) && value >= least && value <= most))
        errors.push({
          field: name,
          message: problemText('setting-invalid', visit.language, { least, most }),
        });
    }
    const isNothing = Object.keys(wished(visit)).length === 0;
    return isNothing
      ? [{ field: COUNTS[0] ?? '', message: bulkWords[visit.language].limits.nothing }]
      : errors;
  },
  async tell(visit) {
    const words = bulkWords[visit.language].limits;
    const { codecs, digest, transport } = words;
    const names: Readonly<Record<string, string>> = { ...words.fields, codecs, digest, transport };
    const said = (value: unknown) => (Array.isArray(value) ? value.join(', ') : String(value));
    return [
      ...Object.entries(wished(visit)).map(([name, value]) =>
        words.isNow(names[name] ?? name, value === null ? offOf(visit, name) : said(value)),
      ),
      words.from,
    ];
  },
  async apply(visit, rows) {
    const words = bulkWords[visit.language].limits;
    const body = { extensions: numbersOf(rows), limits: wished(visit) };
    const answer = await visit.api.call('PATCH', '/extensions/limits', body);
    if (answer.status >= 300) return refusedBy(visit, {}, answer);
    return toldOfEach(visit, words.done, severalDoneSchema.parse(answer.body));
  },
};

function offOf(visit: ConsoleVisit, name: string): string {
  const words = bulkWords[visit.language].limits;
  return name === 'codecs' ? words.allCodecs : words.off;
}

/** Undefined: it stays; null: it goes; no number: what was written is none. */
function countOf(visit: ConsoleVisit, name: Count): number | null | undefined {
  const text = filled(visit, name);
  if (text === undefined) return undefined;
  return text === NO_LIMIT ? null : /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
}

function wished(visit: ConsoleVisit): Readonly<Record<string, number | string | null | readonly string[]>> {
  const change: Record<string, number | string | null | readonly string[]> = {};
  for (const name of COUNTS) {
    const count = countOf(visit, name);
    if (count !== undefined) change[name] = count;
  }
  const ticked = CODECS.filter((codec) => allOf(visit, 'codecs').includes(codec));
  if (ticked.length > 0) change['codecs'] = ticked.length === CODECS.length ? null : ticked;
  for (const name of ['digest', 'transport'] as const) {
    const demand = filled(visit, name);
    if (demand !== undefined) change[name] = demand === NO_LIMIT ? null : demand;
  }
  return change;
}

function LimitFields({ visit }: { readonly visit: ConsoleVisit }) {
  const words = bulkWords[visit.language].limits;
  const { language, refused: errors } = visit;
  return (
    <>
      <p>{words.lead}</p>
      {COUNTS.map((name) => (
        <TextField
          key={name}
          name={name}
          label={words.fields[name]}
          hint={words.range(EXTENSION_LIMIT_RANGES[name].least, EXTENSION_LIMIT_RANGES[name].most)}
          value={sent(visit, name)}
          errors={errors}
          language={language}
          longest={9}
          optional
        />
      ))}
      <Ticks
        name="codecs"
        label={words.codecs}
        hint={words.codecsHint}
        chosen={allOf(visit, 'codecs')}
        options={CODECS.map((codec) => ({ value: codec, text: codec }))}
        errors={errors}
        language={language}
      />
      {(['digest', 'transport'] as const).map((name) => (
        <SelectField
          key={name}
          name={name}
          label={words[name]}
          value={sent(visit, name)}
          options={[
            { value: '', text: words.keep },
            { value: DEMANDS[name], text: words.only(DEMANDS[name]) },
            { value: NO_LIMIT, text: words.off },
          ]}
          language={language}
        />
      ))}
    </>
  );
}
