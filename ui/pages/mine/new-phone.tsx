import {
  type DeviceGuideAnswer,
  deviceGuideSchema,
  deviceSchema,
} from '../../../src/web/contract/devices.ts';
import { type PhoneWithPassword, phoneWithPasswordSchema } from '../../../src/web/contract/own.ts';
import { Said } from '../../acting-page.tsx';
import { Banner } from '../../components/banner.tsx';
import { Checkbox, Csrf, TextField } from '../../components/form.tsx';
import { Icon } from '../../components/icon.tsx';
import { Known, UnknownAmong } from '../../components/known.tsx';
import { QrCode } from '../../components/qr-code.tsx';
import { Secret } from '../../components/secret.tsx';
import { Island } from '../../islands/island.tsx';
import { PhoneWait } from '../../islands/phone-wait.tsx';
import { TextCopy } from '../../islands/text-copy.tsx';
import { followedAddress } from '../../layout/follow-line.tsx';
import { type Answer, view } from '../../page.ts';
import { knownOf, type Reading, read, readList } from '../../reading.ts';
import { dateAndTime } from '../../words/format.ts';
import { mineWords } from '../../words/mine.ts';
import { GuideSteps } from '../devices/device-guide.tsx';
import { EventList, readEvents } from './events.tsx';
import { type MemberVisit, memberPage, outcome } from './member-page.tsx';

/** For a phone that is not among the examples. */
const OTHER = 'other';
const LOOK_AGAIN_S = 5;

/** One question a step: with what, what it is called, and then the values and a live wait. */
export const newPhonePage = memberPage({
  path: '/mijn/toestellen/nieuw',
  show: async (visit) => (visit.query.has('device') ? askName(visit) : chooseDevice(visit)),
  acts: {
    async make(visit) {
      // What came before must be known: a phone that came an hour ago is not the new one.
      const events = await readEvents(visit);
      if (events.kind !== 'known') return events;
      const before = events.value[0]?.number ?? 0;
      const found = await readGuide(visit);
      if (found.kind === 'unknown') return found;
      const guide = knownOf(found);
      const answer = await visit.api.call('POST', '/me/phone-passwords', {
        name: (visit.form.get('name') ?? '').trim(),
        short: visit.form.has('short'),
        settings: guide?.provisioning ?? undefined,
      });
      if (answer.status !== 201) return outcome(visit, answer, '', { fields: NAME_AT_FAULT });
      return showPassword(visit, phoneWithPasswordSchema.parse(answer.body), guide, before);
    },
  },
});

const NAME_AT_FAULT = { 'name-invalid': 'name', 'name-taken': 'name', 'request-invalid': 'name' };

/** The live wait for who has no script: looks again every few seconds. */
export const waitPage = memberPage({
  path: '/mijn/toestellen/wachten',
  async show(visit) {
    const words = mineWords[visit.language].wizard;
    const after = Number(visit.query.get('after')) || 0;
    const events = await readEvents(visit, after);
    const isThere = knownOf(events)?.some(({ code }) => code === 'phone-online') === true;
    return view(
      words.wait,
      <>
        <h1>{isThere ? words.success : words.wait}</h1>
        <p class="lead">{isThere ? words.successText : words.waitText}</p>
        <Known visit={visit} of={events}>
          {(all) => (all.length > 0 ? <EventList visit={visit} events={all} /> : <p>{words.nothing}</p>)}
        </Known>
        <p class="buttons">
          <a class="button" href={visit.href('/mijn')}>
            {words.toToday}
          </a>
        </p>
      </>,
      isThere ? {} : { refreshS: LOOK_AGAIN_S, about: [events] },
    );
  },
});

async function chooseDevice(visit: MemberVisit): Promise<Answer> {
  const words = mineWords[visit.language].wizard;
  const devices = await readList(visit, '/devices', deviceSchema);
  const choices = [
    ...(knownOf(devices) ?? [])
      .filter(({ kind }) => kind !== 'router')
      .map(({ id, family, about }) => ({ id, family, about: about[visit.language] })),
    { id: OTHER, family: words.other, about: words.otherText },
  ];
  return view(
    words.title,
    <>
      <p class="muted">{words.step(1)}</p>
      <h1>{words.choose}</h1>
      <UnknownAmong visit={visit} parts={[[words.examples, devices]]} />
      <ul class="doors">
        {choices.map(({ id, family, about }) => (
          <li key={id}>
            <a class="door" href={`${visit.href(visit.path)}?device=${id}`}>
              <Icon name="phone" />
              <strong>{family}</strong>
              <span>{about}</span>
            </a>
          </li>
        ))}
      </ul>
    </>,
  );
}

function askName(visit: MemberVisit): Answer {
  const { language, form } = visit;
  const words = mineWords[language].wizard;
  return view(
    words.title,
    <>
      <p class="muted">{words.step(2)}</p>
      <h1>{words.name}</h1>
      <Said visit={visit} />
      <form method="post" class="form">
        <Csrf visit={visit} />
        <input type="hidden" name="act" value="make" />
        <TextField
          name="name"
          label={words.name}
          hint={words.nameHint}
          value={form.get('name') ?? ''}
          longest={64}
          errors={visit.refused}
          language={language}
        />
        <Checkbox
          name="short"
          label={words.short}
          hint={words.shortHint}
          checked={form.has('short')}
          language={language}
        />
        <button type="submit" class="button primary">
          {words.make}
        </button>
      </form>
    </>,
  );
}

/** Missing for a phone that is not among the examples. */
async function readGuide(visit: MemberVisit): Promise<Reading<DeviceGuideAnswer>> {
  const device = visit.query.get('device') ?? OTHER;
  if (device === OTHER) return { kind: 'missing' };
  return await read(visit, `/devices/${encodeURIComponent(device)}`, deviceGuideSchema);
}

function showPassword(
  visit: MemberVisit,
  { password, settings }: PhoneWithPassword,
  guide: DeviceGuideAnswer | undefined,
  after: number,
): Answer {
  const { language } = visit;
  const words = mineWords[language].wizard;
  const { wait, waitText, nothing, unheard, success, successText } = words;
  const steps = guide && <GuideSteps visit={visit} guide={guide} />;
  return view(
    words.title,
    <>
      <p class="muted">{words.step(3)}</p>
      <h1>{settings === null ? words.fill : words.itself}</h1>
      <Banner tone="warn" title={mineWords[language].once} />
      {settings === null ? (
        <Values visit={visit} password={password} />
      ) : (
        <SettingsAddress visit={visit} settings={settings} guide={guide} />
      )}
      <Island
        name="phone-wait"
        component={PhoneWait}
        props={{ language, after, words: { wait, waitText, nothing, unheard, success, successText } }}
      />
      <noscript>
        <p>
          <a
            class="button"
            href={followedAddress(`${visit.href('/mijn/toestellen/wachten')}?after=${after}`)}
          >
            {words.look}
          </a>
        </p>
      </noscript>
      {settings === null ? (
        steps
      ) : (
        <details>
          <summary>{words.byHand}</summary>
          <Values visit={visit} password={password} />
          {steps}
        </details>
      )}
    </>,
  );
}

function SettingsAddress({
  visit: { language },
  settings: { address, qr, endsAt },
  guide,
}: {
  readonly visit: MemberVisit;
  readonly settings: NonNullable<PhoneWithPassword['settings']>;
  readonly guide: DeviceGuideAnswer | undefined;
}) {
  const words = mineWords[language];
  return (
    <section class="card">
      {guide?.addressField && <p>{guide.addressField[language]}</p>}
      <h2>{words.wizard.address}</h2>
      <p class="mono">{address}</p>
      <Island name="text-copy" component={TextCopy} props={{ text: address, words: words.copy }} />
      {guide?.kind === 'app' && <QrCode title={words.wizard.scan} svg={qr} />}
      <p class="muted">{words.wizard.itselfHint(dateAndTime(endsAt, language))}</p>
    </section>
  );
}

function Values({ visit, password }: { readonly visit: MemberVisit; readonly password: string }) {
  const words = mineWords[visit.language];
  return (
    <section class="card">
      <dl class="pairs">
        <div>
          <dt>{words.wizard.server}</dt>
          <dd class="mono">{visit.site?.domain}</dd>
        </div>
        <div>
          <dt>{words.wizard.username}</dt>
          <dd class="mono">{visit.number}</dd>
        </div>
        <div>
          <dt>{words.wizard.password}</dt>
          <dd>
            <Secret text={password} />
            <Island name="text-copy" component={TextCopy} props={{ text: password, words: words.copy }} />
          </dd>
        </div>
      </dl>
    </section>
  );
}
