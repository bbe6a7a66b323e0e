import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import type { RoomAct, RoomParticipant } from '../../exchange/console/conferences.ts';

const TALKER: RoomParticipant = {
  call: 'c1',
  extension: '301',
  isInside: true,
  isModerator: true,
  isMuted: false,
  isTalking: true,
  talkedMs: 187_400,
  handRaisedAtMs: null,
  joinedAtMs: 0,
};
const LISTENER: RoomParticipant = {
  ...TALKER,
  call: 'c2',
  extension: '302',
  isModerator: false,
  isMuted: true,
  isTalking: false,
  talkedMs: 0,
  handRaisedAtMs: 1_000,
};
const AT_DOOR: RoomParticipant = { ...LISTENER, call: 'c3', isInside: false, isMuted: false };

/** An exchange that runs, with three people in bridge 900. */
async function running() {
  const acts: RoomAct[] = [];
  const desk = await CliDesk.open({
    ...OFFLINE,
    running: true,
    participantsOf: () => 2,
    room: () => ({ isLocked: true, isMuted: false, participants: [TALKER, LISTENER, AT_DOOR] }),
    controlRoom: (_record, act) => {
      acts.push(act);
      return 'participant' in act && act.participant === '399' ? undefined : ['302'];
    },
  });
  await desk.good('extension add 301 --callsign PX0AAA --name Jan');
  await desk.good('extension add 302 --callsign PX0AAB --name Piet');
  await desk.good('conference add 900 --name Ronde');
  return { desk, acts };
}

describe('conference show', () => {
  it('shows the bridge and who is in it, with call sign, state and time', async () => {
    const { desk } = await running();
    const shown = await desk.good('conference show 900');
    assert.match(shown, /Conferentiebrug 900, Ronde/);
    assert.match(shown, /Toestand +op slot\n/);
    assert.match(shown, /301 +PX0AAA +spreekt, moderator +3:07\n/);
    assert.match(shown, /302 +PX0AAB +gedempt, hand op +0:00\n/);
    assert.match(shown, /302 +PX0AAB +aan de deur, hand op +0:00/);
    assert.match(await desk.good('conference show 900 --lang en'), /talks, moderator +3:07\n/);
    const { json } = await desk.run('conference show 900 --json');
    const { people, participants } = json() as { people: unknown[]; participants: number };
    assert.deepEqual([people.length, participants], [3, 2]);
  });
});

describe('conference set', () => {
  it('changes what is named and nothing else, and shows it', async () => {
    const { desk } = await running();
    const set =
      'conference set 900 --moderators 301,302 --max 50 --talkers 5 --levelling off --noise-gate on ' +
      '--roger-beep on --talk-limit 3m --alone music --notice daily --lang en';
    const shown = await desk.good(set);
    for (const line of [
      /Moderators +301, 302\n/,
      /At most +50\n/,
      /Heard at once +5\n/,
      /Levelling +off\n/,
      /Noise gate +on\n/,
      /Roger beep +on\n/,
      /Talk limit +180 seconds\n/,
      /Who is alone +hears music\n/,
      /Not private +is said to each caller once a day\n/,
    ])
      assert.match(shown, line);
    assert.match(await desk.good('conference set 900 --talk-limit off'), /Spreektijd +onbeperkt\n/);
    assert.match(await desk.good('conference set 900 --moderators off --pin 482913'), /Moderatoren +geen\n/);
    const { json } = await desk.run('conference set 900 --json');
    const { pin, talkers } = json() as { pin: string; talkers: number };
    assert.deepEqual([pin, talkers], ['482913', 5]);
    assert.match(await desk.good('conference list'), /900 +Ronde +ja/);
    await desk.good('conference set 900 --pin off');
    assert.doesNotMatch(await desk.good('conference list'), /ja/);
  });

  it('refuses what cannot be, and says which setting it was', async () => {
    const { desk } = await running();
    for (const wrong of ['--max 1', '--max 1001', '--talkers 0', '--talk-limit 5s', '--talk-limit 2h'])
      assert.match(await desk.bad(`conference set 900 ${wrong}`, 2, 'setting-invalid'), /heel getal van/);
    for (const wrong of ['--talkers many', '--levelling maybe', '--alone radio', '--talk-limit long'])
      assert.match(await desk.bad(`conference set 900 ${wrong}`, 2, 'setting-invalid'), /andere vorm/);
    await desk.bad('conference set 900 --moderators 399', 2, 'moderator-invalid');
    await desk.bad('conference set 900 --pin 12', 2, 'pin-invalid');
    await desk.bad('conference set 901 --max 10', 1, 'not-found');
  });
});

describe('what is done to people in a conference', () => {
  it('is done to one, to the last, or to all', async () => {
    const { desk, acts } = await running();
    for (const command of [
      'mute 900',
      'mute 900 302',
      'unmute 900 302',
      'unmute 900',
      'lock 900',
      'unlock 900',
      'kick 900 302',
      'kick 900 last',
      'end 900',
    ])
      await desk.good(`conference ${command}`);
    assert.deepEqual(acts, [
      { kind: 'mute', participant: undefined },
      { kind: 'mute', participant: '302' },
      { kind: 'unmute', participant: '302' },
      { kind: 'unmute', participant: undefined },
      { kind: 'lock' },
      { kind: 'unlock' },
      { kind: 'remove', participant: '302' },
      { kind: 'remove-last' },
      { kind: 'end' },
    ]);
    assert.match(await desk.bad('conference kick 900 399', 1, 'not-found'), /deelnemer 399/);
  });

  it('needs an exchange that runs', async () => {
    const desk = await CliDesk.open();
    await desk.good('conference add 900 --name Ronde');
    await desk.bad('conference mute 900', 1, 'not-running');
  });
});
