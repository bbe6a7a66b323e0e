/** Settings as forms and as tables: on the page that has them all, and in the set-up. */
import type { Setting } from '../../../src/web/contract/settings.ts';
import { problemSchema } from '../../../src/web/contract.ts';
import { Hidden, type Refused, refusal } from '../../acting-page.tsx';
import { SelectField, TextField } from '../../components/form.tsx';
import { Table } from '../../components/table.tsx';
import type { Answer } from '../../page.ts';
import { settingPageWords } from '../../words/console/settings.ts';
import { dateAndTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import type { ConsoleVisit } from './console-page.tsx';

/** Before the key, so that no field of the form's own can be meant. */
const FIELD = 'set-';
const WAS = 'was-';
const BACK = 'back';

/** Saves what was changed in the form, or sets back the one setting that is to go back. */
export async function saveSettings(visit: ConsoleVisit, saved: () => Answer): Promise<Answer | Refused> {
  const back = visit.form.get(BACK);
  const values: Record<string, string | null> = {};
  const was: Record<string, string> = {};
  if (back !== null) values[back] = null;
  else {
    for (const [name, text] of visit.form) {
      if (!name.startsWith(FIELD)) continue;
      const key = name.slice(FIELD.length);
      const before = visit.form.get(WAS + key);
      // A secret has nothing to compare with, and stays as it is when its field is empty.
      if (before === null ? text === '' : before === text) continue;
      values[key] = text;
      if (before !== null) was[key] = before;
    }
  }
  const { status, body } = await visit.api.call('PATCH', '/settings', { values, was });
  return status < 300 ? saved() : refused(visit, status, body);
}

/** Whether one setting was set back, and not the form filled in. */
export function isSetBack({ form }: ConsoleVisit): boolean {
  return form.get(BACK) !== null;
}

function refused(visit: ConsoleVisit, status: number, body: unknown): Refused {
  const { success, data } = problemSchema.safeParse(body);
  if (!success) return refusal(problemText(String(status), visit.language));
  const { setting, allowed, allowedNl, value } = data.values;
  const words = settingPageWords[visit.language];
  const may = visit.language === 'nl' ? allowedNl : allowed;
  const more =
    data.code === 'setting-value-invalid' && may !== undefined
      ? words.allowed(String(may))
      : data.code === 'setting-changed'
        ? `${words.now}: ${value === '' ? words.empty : value}.`
        : '';
  const message = `${problemText(data.code, visit.language)} ${more}`.trim();
  return refusal(message, setting === undefined ? '' : FIELD + setting);
}

/** Those that may change while the exchange runs. Its act is `save`. */
export function SettingForm({
  visit,
  settings,
  button,
  values = {},
}: {
  readonly visit: ConsoleVisit;
  readonly settings: readonly Setting[];
  readonly button: string;
  /** Hidden fields of its page. */
  readonly values?: Readonly<Record<string, string>>;
}) {
  return (
    <form method="post" class="form">
      <Hidden visit={visit} act="save" values={values} />
      {/* The first button of a form is what Enter presses. */}
      <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true">
        {button}
      </button>
      {settings.map((setting) => (
        <Changeable key={setting.key} visit={visit} setting={setting} />
      ))}
      <button type="submit" class="button primary">
        {button}
      </button>
    </form>
  );
}

/** Those that are read at the start, or pinned by it: what holds, where it came from, and how to change it. */
export function FixedSettings({
  visit,
  settings,
  file,
  caption,
}: {
  readonly visit: ConsoleVisit;
  readonly settings: readonly Setting[];
  /** Path of the settings file. */
  readonly file: string;
  readonly caption: string;
}) {
  const words = settingPageWords[visit.language];
  return (
    <Table
      caption={caption}
      rows={settings}
      keyOf={({ key }) => key}
      empty=""
      columns={[
        {
          title: words.setting,
          cell: ({ key, meaning }) => (
            <>
              <strong>{words.names[key] ?? key}</strong>
              <br />
              <span class="muted">{meaning[visit.language]}</span>
            </>
          ),
        },
        {
          title: words.now,
          cell: ({ value, secret, set }) => (
            <span class="setting-value">
              {secret ? (set ? words.secretSet : words.secretUnset) : value || words.empty}
            </span>
          ),
        },
        { title: words.from, cell: ({ origin }) => words.origins[origin] },
        { title: words.how, cell: (setting) => howTo(visit, setting, file) },
      ]}
    />
  );
}

function howTo(visit: ConsoleVisit, { key, origin, variable, fileLine }: Setting, file: string): string {
  const words = settingPageWords[visit.language];
  if (origin === 'flag' || origin === 'environment') return words.pinned[origin](variable ?? key);
  return fileLine === null ? words.toFile(key, file) : words.inFile(fileLine, file);
}

function Changeable({ visit, setting }: { readonly visit: ConsoleVisit; readonly setting: Setting }) {
  const words = settingPageWords[visit.language];
  const { language } = visit;
  const { key, value, secret, origin, beneath } = setting;
  const name = FIELD + key;
  const parts = {
    name,
    label: words.names[key] ?? key,
    hint: hintOf(visit, setting),
    errors: visit.refused,
    language,
  };
  return (
    <div class="setting">
      {isYesOrNo(setting) ? (
        <SelectField
          {...parts}
          value={written(visit, setting)}
          options={['true', 'false'].map((choice) => ({
            value: choice,
            text: words.choices[choice] ?? choice,
          }))}
        />
      ) : (
        <TextField
          {...parts}
          value={secret ? '' : written(visit, setting)}
          type={secret ? 'password' : 'text'}
          autocomplete={secret ? 'new-password' : 'off'}
          optional={secret || setting.default === ''}
          longest={4_000}
          mono
        />
      )}
      {!secret && <input type="hidden" name={WAS + key} value={value} />}
      {origin === 'console' && (
        <button type="submit" class="button small" name={BACK} value={key} formNoValidate>
          {secret ? words.forget : words.setBack(beneath.value || words.empty)}
        </button>
      )}
    </div>
  );
}

/** What he filled in stays; what he left alone is as it is now, whoever changed it meanwhile. */
function written({ method, form }: ConsoleVisit, { key, value }: Setting): string {
  const filledIn = method === 'POST' ? form.get(FIELD + key) : null;
  return filledIn === null || filledIn === form.get(WAS + key) ? value : filledIn;
}

function isYesOrNo({ default: usual }: Setting): boolean {
  return usual === 'true' || usual === 'false';
}

function hintOf(visit: ConsoleVisit, setting: Setting): string {
  const words = settingPageWords[visit.language];
  const { meaning, allowed, secret, set, origin, fileLine, beneath, changedAt, changedBy } = setting;
  const sentences = [
    `${meaning[visit.language]}.`,
    isYesOrNo(setting) ? '' : words.allowed(allowed[visit.language]),
    secret ? (set ? words.secretSet : words.secretUnset) : words.usual(setting.default || words.empty),
    secret && set ? words.secretKeep : '',
    origin === 'file' || origin === 'default' ? `${words.from}: ${words.origins[origin]}.` : '',
    changedAt !== null && changedBy !== null
      ? words.changed(changedBy, dateAndTime(changedAt, visit.language))
      : '',
    origin === 'console' && fileLine !== null ? words.overrules(fileLine, beneath.value || words.empty) : '',
  ];
  return sentences.filter((sentence) => sentence !== '').join(' ');
}
