import { type ConferenceRoom, conferenceRoomSchema } from '../../../src/web/contract/conferences.ts';
import { ActForm, backWith, Hidden, Said } from '../../acting-page.tsx';
import { SelectField, TextField } from '../../components/form.tsx';
import { BridgeRoom } from '../../islands/bridge-room.tsx';
import { Island } from '../../islands/island.tsx';
import { view } from '../../page.ts';
import { read } from '../../reading.ts';
import { commonWords } from '../../words/console/common.ts';
import { inBoth } from '../../words/in-both.ts';
import { type Act, type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    people: 'Wie is er',
    muteAll: 'Demp iedereen',
    unmuteAll: 'Laat iedereen praten',
    lock: 'Op slot',
    unlock: 'Van slot',
    end: 'Beëindig voor iedereen',
    settings: 'Instellingen',
    moderators: 'Gespreksleiders',
    moderatorsHint: 'Nummers van extensies, met komma’s ertussen.',
    most: 'Hoogstens zoveel mensen',
    talkLimit: 'Spreektijd in één keer, in seconden',
    talkLimitHint: '0 is zonder grens.',
    alone: 'Wie alleen is hoort',
    alones: { silence: 'niets', tone: 'af en toe een toon', music: 'muziek' },
    pin: 'Pincode',
    pinHint: 'Leeg laten: zonder pincode.',
    remove: 'Verwijder de brug',
    done: { changed: 'Dat is gewijzigd.', acted: 'Gedaan.' },
  },
  en: {
    people: 'Who is here',
    muteAll: 'Mute everyone',
    unmuteAll: 'Let everyone talk',
    lock: 'Lock',
    unlock: 'Unlock',
    end: 'End for everyone',
    settings: 'Settings',
    moderators: 'Moderators',
    moderatorsHint: 'Numbers of extensions, with commas between them.',
    most: 'At most so many people',
    talkLimit: 'Talk time in one go, in seconds',
    talkLimitHint: '0 is without limit.',
    alone: 'Who is alone hears',
    alones: { silence: 'nothing', tone: 'a tone now and then', music: 'music' },
    pin: 'PIN',
    pinHint: 'Left empty: without PIN.',
    remove: 'Remove the bridge',
    done: { changed: 'That is changed.', acted: 'Done.' },
  },
});

const REFRESH_S = 5;

/** One bridge: who talks, and what an administrator may do about it at once. */
export const bridgePage = consolePage({
  path: '/beheer/conferenties/:number',
  async show(visit) {
    const found = await read(visit, pathOf(visit), conferenceRoomSchema);
    if (found.kind !== 'known') return found;
    const room = found.value;
    const title = `${room.number} ${room.name}`;
    return view(
      title,
      <>
        <h1>{title}</h1>
        <Said visit={visit} done={WORDS[visit.language].done} />
        <People visit={visit} room={room} />
        <SettingsForm visit={visit} room={room} />
      </>,
      {
        refreshS: REFRESH_S,
        followed: (
          <>
            <h1>{title}</h1>
            <People visit={visit} room={room} />
          </>
        ),
      },
    );
  },
  acts: {
    mute: (visit) => control(visit, 'mute'),
    unmute: (visit) => control(visit, 'unmute'),
    remove: (visit) => control(visit, 'remove'),
    lock: (visit) => control(visit, 'lock'),
    unlock: (visit) => control(visit, 'unlock'),
    end: (visit) => control(visit, 'end'),
    settings: (visit) => changeSettings(visit),
    delete: (visit) =>
      change(visit, { method: 'DELETE', path: pathOf(visit) }, () =>
        backWith(visit, 'removed', '/beheer/conferenties'),
      ),
  },
});

function roomProps(visit: ConsoleVisit, { number, name, locked, people, ...room }: ConferenceRoom) {
  const here = visit.href(visit.path);
  return {
    language: visit.language,
    number,
    initial: {
      at: new Date(visit.nowMs).toISOString(),
      rooms: [{ number, name, locked, protected: room.protected, people: people ?? [] }],
    },
    page: here,
    csrf: visit.session.csrfToken ?? '',
    login: `${visit.href('/inloggen')}?next=${encodeURIComponent(here)}`,
  };
}

function pathOf(visit: ConsoleVisit): string {
  return `/conferences/${encodeURIComponent(visit.params['number'] ?? '')}`;
}

function control(visit: ConsoleVisit, act: string) {
  const participant = filled(visit, 'participant');
  const body = { act, ...(participant && { participant }) };
  return change(visit, { method: 'POST', path: `${pathOf(visit)}/control`, body }, () =>
    backWith(visit, 'acted'),
  );
}

const FIELDS = {
  maxParticipants: 'max',
  talkLimitSeconds: 'talk',
  talkLimitS: 'talk',
  moderators: 'moderators',
  'moderator-invalid': 'moderators',
  alone: 'alone',
  pin: 'pin',
};

const changeSettings: Act = (visit) => {
  const body = {
    name: filled(visit, 'name') ?? '',
    pin: filled(visit, 'pin') ?? null,
    moderators: (filled(visit, 'moderators') ?? '').split(/[\s,;]+/).filter(Boolean),
    maxParticipants: Number(visit.form.get('max')),
    talkLimitSeconds: Number(visit.form.get('talk')),
    alone: visit.form.get('alone') ?? '',
  };
  return change(visit, { method: 'PATCH', path: pathOf(visit), body, field: 'name', fields: FIELDS }, () =>
    backWith(visit, 'changed'),
  );
};

function People({ visit, room }: { readonly visit: ConsoleVisit; readonly room: ConferenceRoom }) {
  return (
    <section>
      <h2>{WORDS[visit.language].people}</h2>
      <Island name="bridge-room" component={BridgeRoom} props={roomProps(visit, room)} />
      <ForAll visit={visit} room={room} />
    </section>
  );
}

function ForAll({ visit, room }: { readonly visit: ConsoleVisit; readonly room: ConferenceRoom }) {
  const words = WORDS[visit.language];
  const one = (act: string, text: string, kind = '') => (
    <ActForm visit={visit} act={act}>
      <button type="submit" class={`button ${kind}`}>
        {text}
      </button>
    </ActForm>
  );
  return (
    <div class="buttons">
      {room.muted ? one('unmute', words.unmuteAll) : one('mute', words.muteAll)}
      {room.locked ? one('unlock', words.unlock) : one('lock', words.lock)}
      {one('end', words.end, 'danger')}
    </div>
  );
}

function SettingsForm({ visit, room }: { readonly visit: ConsoleVisit; readonly room: ConferenceRoom }) {
  const words = WORDS[visit.language];
  const { language, refused: errors } = visit;
  return (
    <section class="card">
      <h2>{words.settings}</h2>
      <form method="post" class="form">
        <Hidden visit={visit} act="settings" />
        <TextField
          name="name"
          label={commonWords[language].name}
          value={sent(visit, 'name', room.name)}
          errors={errors}
          language={language}
          longest={64}
        />
        <TextField
          name="pin"
          label={words.pin}
          hint={words.pinHint}
          value={sent(visit, 'pin', room.pin ?? '')}
          errors={errors}
          language={language}
          inputMode="numeric"
          optional
        />
        <TextField
          name="moderators"
          label={words.moderators}
          hint={words.moderatorsHint}
          value={sent(visit, 'moderators', room.moderators.join(', '))}
          errors={errors}
          language={language}
          optional
        />
        <TextField
          name="max"
          label={words.most}
          value={sent(visit, 'max', String(room.maxParticipants))}
          errors={errors}
          language={language}
          inputMode="numeric"
        />
        <TextField
          name="talk"
          label={words.talkLimit}
          hint={words.talkLimitHint}
          value={sent(visit, 'talk', String(room.talkLimitSeconds))}
          errors={errors}
          language={language}
          inputMode="numeric"
        />
        <SelectField
          name="alone"
          label={words.alone}
          value={sent(visit, 'alone', room.alone)}
          options={(['silence', 'tone', 'music'] as const).map((value) => ({
            value,
            text: words.alones[value],
          }))}
          language={language}
        />
        <button type="submit" class="button primary">
          {commonWords[language].save}
        </button>
      </form>
      <form method="post">
        <Hidden visit={visit} act="delete" />
        <button type="submit" class="button danger">
          {words.remove}
        </button>
      </form>
    </section>
  );
}
