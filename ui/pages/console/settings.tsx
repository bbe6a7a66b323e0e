import { type Setting, settingsSchema } from '../../../src/web/contract/settings.ts';
import { Banner } from '../../components/banner.tsx';
import { ErrorSummary } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { type Answer, view } from '../../page.ts';
import { read } from '../../reading.ts';
import { settingPageWords } from '../../words/console/settings.ts';
import { type ConsoleVisit, consolePage } from './console-page.tsx';
import { FixedSettings, SettingForm, saveSettings } from './setting-form.tsx';

const PATH = '/beheer/systeem/instellingen';

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
  acts: { save: (visit) => saveSettings(visit, () => saved(visit)) },
});

function saved(visit: ConsoleVisit): Answer {
  const group = encodeURIComponent(visit.form.get('group') ?? '');
  return { kind: 'redirect', to: `${visit.href(PATH)}?done=${group}#${group}` };
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
        <SettingForm visit={visit} settings={changeable} button={words.save(title)} values={{ group }} />
      )}
      {fixed.length > 0 && (
        <>
          {changeable.length > 0 && <h3>{words.fixed}</h3>}
          <FixedSettings visit={visit} settings={fixed} file={file} caption={`${title}: ${words.fixed}`} />
        </>
      )}
    </section>
  );
}
