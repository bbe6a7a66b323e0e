import {
  type ConferenceRoom,
  conferenceRoomSchema,
  type Participant,
} from '../../../src/web/contract/conferences.ts';
import { ActForm, backWith, Hidden, read, Said } from '../../acting-page.tsx';
import { SelectField, TextField } from '../../components/form.tsx';
import { StateChip, type StateName } from '../../components/state.tsx';
import { Table } from '../../components/table.tsx';
import { Island } from '../../islands/island.tsx';
import { PageRefresh } from '../../islands/page-refresh.tsx';
import { view } from '../../page.ts';
import { commonWords } from '../../words/console/common.ts';
import { duration } from '../../words/format.ts';
import { inBoth } from '../../words/in-both.ts';
import { errorView } from '../errors.tsx';
import { type Act, type ConsoleVisit, change, consolePage, filled, sent } from './console-page.tsx';

const WORDS = inBoth({
  nl: {
    nobody: 'Er is nu niemand.',
    people: 'Wie is er',
    who: 'Wie',
    talked: 'Gesproken',
    hand: 'Hand op',
    moderator: 'gespreksleider',
    mutedWord: 'Gedempt',
    door: 'aan de deur',
    mute: 'Demp',
    unmute: 'Laat praten',
    send: 'Stuur weg',
    muteAll: 'Demp iedereen',
    unmuteAll: 'Laat iedereen praten',
    lock: 'Op slot',
    unlock: 'Van slot',
    locked: 'De brug is op slot: alleen gespreksleiders komen erin.',
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
    nobody: 'Nobody is here now.',
    people: 'Who is here',
    who: 'Who',
    talked: 'Talked',
    hand: 'Hand raised',
    moderator: 'moderator',
    mutedWord: 'Muted',
    door: 'at the door',
    mute: 'Mute',
    unmute: 'Let talk',
    send: 'Send away',
    muteAll: 'Mute everyone',
    unmuteAll: 'Let everyone talk',
    lock: 'Lock',
    unlock: 'Unlock',
    locked: 'The bridge is locked: only moderators come in.',
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
const EVENTS = ['conference.joined', 'conference.left', 'conference.talking', 'conference.hand'];

/** One bridge: who talks, and what an administrator may do about it at once. */
export const bridgePage = consolePage({
  path: '/beheer/conferenties/:number',
  async show(visit) {
    const room = await read(visit, pathOf(visit), conferenceRoomSchema);
    if (room === undefined) return errorView(404, visit);
    const words = WORDS[visit.language];
    return view(
      `${room.number} ${room.name}`,
      <>
        <h1>
          {room.number} {room.name}
        </h1>
        <Said visit={visit} done={words.done} />
        <Island name="page-refresh" component={PageRefresh} props={{ everyS: REFRESH_S, events: EVENTS }} />
        {room.locked && <p class="status-line tint-warn">{words.locked}</p>}
        <section>
          <h2>{words.people}</h2>
          <People visit={visit} people={room.people ?? []} />
          <ForAll visit={visit} room={room} />
        </section>
        <SettingsForm visit={visit} room={room} />
      </>,
      { refreshS: REFRESH_S },
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

function People({
  visit,
  people,
}: {
  readonly visit: ConsoleVisit;
  readonly people: readonly Participant[];
}) {
  const words = WORDS[visit.language];
  const common = commonWords[visit.language];
  return (
    <Table
      caption={words.people}
      rows={people}
      keyOf={({ id }) => id}
      empty={words.nobody}
      columns={[
        {
          title: words.who,
          cell: ({ extension, callsign, moderator }) => (
            <>
              {extension} {callsign} {moderator && <span class="muted">({words.moderator})</span>}
            </>
          ),
        },
        {
          title: common.state,
          cell: (person) => (
            <StateChip state={stateOf(person)} language={visit.language}>
              {!person.inside ? words.door : person.muted ? words.mutedWord : undefined}
            </StateChip>
          ),
        },
        {
          title: words.talked,
          isFigure: true,
          cell: ({ talkedSeconds }) => duration(talkedSeconds, visit.language),
        },
        { title: words.hand, cell: ({ handRaisedAt }) => (handRaisedAt === null ? '' : '✋') },
        {
          title: common.act,
          cell: ({ id, extension, muted }) => (
            <div class="acts">
              <ActForm visit={visit} act={muted ? 'unmute' : 'mute'} values={{ participant: id }}>
                <button
                  type="submit"
                  class="button small"
                  aria-label={`${muted ? words.unmute : words.mute}: ${extension}`}
                >
                  {muted ? words.unmute : words.mute}
                </button>
              </ActForm>
              <ActForm visit={visit} act="remove" values={{ participant: id }}>
                <button type="submit" class="button small danger" aria-label={`${words.send}: ${extension}`}>
                  {words.send}
                </button>
              </ActForm>
            </div>
          ),
        },
      ]}
    />
  );
}

function stateOf({ inside, muted, talking }: Participant): StateName {
  if (!inside) return 'ringing';
  if (muted) return 'do-not-disturb';
  return talking ? 'talking' : 'in-bridge';
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
