import { type DeviceGuideAnswer, deviceGuideSchema } from '../../../src/web/contract/devices.ts';
import { Banner } from '../../components/banner.tsx';
import { type Page, type Visit, view } from '../../page.ts';
import { read } from '../../reading.ts';
import { deviceWords } from '../../words/devices.ts';
import { longDate } from '../../words/format.ts';
import { AllDevices } from './device-list.tsx';

type Section = DeviceGuideAnswer['sections'][number];
type Setting = Section['settings'][number];

/** How one family of phones is set up, with the member's own number where he has logged in. */
export const deviceGuidePage: Page = {
  path: '/toestellen/:device',
  async get(visit) {
    const id = encodeURIComponent(visit.params['device'] ?? '');
    const found = await read(visit, `/devices/${id}`, deviceGuideSchema);
    if (found.kind !== 'known') return found;
    const guide = found.value;
    const words = deviceWords[visit.language];
    return view(
      guide.family,
      <>
        <AllDevices visit={visit} />
        <h1>{guide.family}</h1>
        <p class="lead">{guide.about[visit.language]}</p>
        <GuideSteps visit={visit} guide={guide} />
        <p class="muted">{words.print}</p>
      </>,
    );
  },
};

export function GuideSteps({ visit, guide }: { readonly visit: Visit; readonly guide: DeviceGuideAnswer }) {
  const { language, session } = visit;
  const words = deviceWords[language];
  return (
    <>
      {guide.models.length > 0 && (
        <p>
          <strong>{words.models}:</strong> {guide.models.join(', ')}
        </p>
      )}
      {guide.open.length > 0 && (
        <section>
          <h2>{words.open}</h2>
          <ol class="steps">
            {guide.open.map((step) => (
              <li key={step.nl}>{step[language]}</li>
            ))}
          </ol>
        </section>
      )}
      {guide.sections.length > 0 && (
        <section>
          <h2>{words.fill}</h2>
          {guide.kind !== 'router' && (
            <p class="muted">{session.role === 'member' ? words.yours : words.login}</p>
          )}
          {guide.sections.map((section, index) => (
            <GuideTable key={index} visit={visit} section={section} />
          ))}
        </section>
      )}
      {guide.pitfalls.length > 0 && (
        <Banner tone="warn" title={words.pitfalls}>
          <ul>
            {guide.pitfalls.map((pitfall) => (
              <li key={pitfall.nl}>{pitfall[language]}</li>
            ))}
          </ul>
        </Banner>
      )}
      <section class="muted">
        {guide.tested.length === 0 ? (
          <p>{words.untested}</p>
        ) : (
          guide.tested.map(({ firmware, date }) => (
            <p key={firmware}>{words.tested(firmware, longDate(date, language))}</p>
          ))
        )}
        {guide.firmware !== null && <p>{words.firmware(guide.firmware)}</p>}
        <p>{guide.noGuarantee[language]}</p>
      </section>
    </>
  );
}

function GuideTable({ visit, section }: { readonly visit: Visit; readonly section: Section }) {
  const words = deviceWords[visit.language];
  return (
    <div class="card guide">
      {section.path !== null && (
        <h3>
          {section.path} {section.certainty === 'unsure' && <Unsure visit={visit} />}
        </h3>
      )}
      <table class="plain">
        <thead>
          <tr>
            <th scope="col">{words.setting}</th>
            <th scope="col">{words.value}</th>
          </tr>
        </thead>
        <tbody>
          {section.settings.map((setting, index) => (
            <tr key={index}>
              <th scope="row">
                {setting.label ?? setting.meaning?.[visit.language]}{' '}
                {setting.certainty === 'unsure' && section.certainty !== 'unsure' && <Unsure visit={visit} />}
                {setting.note !== null && <span class="hint note">{setting.note[visit.language]}</span>}
              </th>
              <td>
                <SettingValue visit={visit} setting={setting} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Unsure({ visit }: { readonly visit: Visit }) {
  return <span class="hint unsure">({deviceWords[visit.language].unsure})</span>;
}

/** What stands in the field: as it is, one's own, or what to put there in words. */
function SettingValue({ visit, setting }: { readonly visit: Visit; readonly setting: Setting }) {
  const words = deviceWords[visit.language];
  const { value, own, unit } = setting;
  const known = value ?? (own === null ? null : ownValue(visit, own));
  if (known !== null) {
    return (
      <>
        <strong class="mono">{known}</strong> {unit !== null && <span class="hint">{words.units[unit]}</span>}
      </>
    );
  }
  return <em>{own === null ? setting.words?.[visit.language] : words.own[own]}</em>;
}

function ownValue({ session }: Visit, own: NonNullable<Setting['own']>): string | null {
  if (own === 'username') return session.extension;
  return own === 'callsign' ? session.callsign : null;
}
