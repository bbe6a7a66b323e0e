import { type Setting, settingsSchema } from '../../../src/web/contract/settings.ts';
import { problemSchema } from '../../../src/web/contract.ts';
import { Hidden, type Refused, refusal } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { ErrorSummary, SelectField, TextField } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { Table } from '../../components/table.tsx';
import { type Answer, view } from '../../page.ts';
import { read } from '../../reading.ts';
import { settingPageWords } from '../../words/console/settings.ts';
import { dateAndTime } from '../../words/format.ts';
import { problemText } from '../../words/problems.ts';
import { type Act, type ConsoleVisit, consolePage } from './console-page.tsx';

const PATH = '/beheer/systeem/instellingen';
/** Before the key, so that no field of the form's own can be meant. */
const FIELD = 'set-';
const WAS = 'was-';
const BACK = 'back';

/** Every setting: those that may change while the exchange runs as a form for each group, the others told. */
export const settingsPage = consolePage({
  path: PATH,
  async show(visit) {
    const words = settingPageWords[visit.language];
    const settings = await read(visit, '/settings', settingsSchema);
    if (settings.kind !== 'known') return settings;
    const { items, file } = settings.value;
    const groups = Map.groupBy(items, ({ group }) => group);
    return view(
      words.title,
      <>
        <p>
          <a class="with-icon" href={visit.href('/beheer/systeem')}>
            <Icon name="back" /> {words.back}
          </a>
        </p>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
        <ErrorSummary errors={visit.refused} language={visit.language} />
        {[...groups].map(([group, members]) => (
          <Group key={group} visit={visit} group={group} settings={members} file={file} />
        ))}
      </>,
    );
  },
  acts: { save: (visit) => save(visit) },
});

/** What was changed in the form, or the one setting that is to go back. */
const save: Act = async (visit) => {
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
  return status < 300 ? saved(visit) : refused(visit, status, body);
};

function saved(visit: ConsoleVisit): Answer {
  const group = encodeURIComponent(visit.form.get('group') ?? '');
  return { kind: 'redirect', to: `${visit.href(PATH)}?done=${group}#${group}` };
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

function Group({
  visit,
  group,
  settings,
  file,
}: {
  readonly visit: ConsoleVisit;
  readonly group: string;
  readonly settings: readonly Setting[];
  readonly file: string;
}) {
  const words = settingPageWords[visit.language];
  const changeable = settings.filter((setting) => setting.changeable);
  const fixed = settings.filter((setting) => !setting.changeable);
  const title = words.groups[group] ?? group;
  const isSaved = visit.method === 'GET' && visit.query.get('done') === group;
  return (
    <section class="card" id={group}>
      <h2>{title}</h2>
      {isSaved && <Banner tone="ok" title={words.saved} />}
      {words.leads[group] !== undefined && changeable.length > 0 && <p>{words.leads[group]}</p>}
      {changeable.length > 0 && (
        <form method="post" class="form">
          <Hidden visit={visit} act="save" values={{ group }} />
          {/* The first button of a form is what Enter presses. */}
          <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true">
            {words.save(title)}
          </button>
          {changeable.map((setting) => (
            <Changeable key={setting.key} visit={visit} setting={setting} />
          ))}
          <button type="submit" class="button primary">
            {words.save(title)}
          </button>
        </form>
      )}
      {fixed.length > 0 && (
        <>
          {changeable.length > 0 && <h3>{words.fixed}</h3>}
          <Table
            caption={`${title}: ${words.fixed}`}
            rows={fixed}
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
        </>
      )}
    </section>
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
