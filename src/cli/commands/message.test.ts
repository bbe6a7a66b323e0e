import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';

let desk: CliDesk;

beforeEach(async () => {
  desk = await CliDesk.open();
  const { console } = desk;
  assert.ok(
    (
      await console.extensions.add({
        number: '301',
        callsign: 'PX0AAA',
        name: 'Jan',
        email: 'jan@example.net',
      })
    ).ok,
  );
  assert.ok((await console.extensions.add({ number: '302', callsign: 'PX0AAB', name: 'Piet' })).ok);
});

function onlyId(): string {
  const [message] = desk.console.messages.list();
  assert.ok(message);
  return message.id;
}

describe('message', () => {
  it('is written, looked at, sent and taken back, in both languages', async () => {
    assert.match(await desk.good('message list'), /geen berichten/);
    const written = await desk.good('message write Ronde Zondag_om_11_uur. --for all --mail');
    assert.match(written, /Concept \w+ is bewaard.*2 extensies/);
    assert.match(written, /1 van hen heeft geen mailadres/);
    const id = onlyId();
    assert.match(written, new RegExp(`npx hamvoip message send ${id}`));
    assert.match(await desk.good('message list --lang en'), /draft +\d.* Ronde/);
    assert.match(await desk.good(`message show ${id}`), /302 +niet gelezen +geen mailadres/);
    const sent = await desk.good(`message send ${id} --lang en`);
    assert.match(sent, /sent to 2 extensions/);
    assert.match(sent, /1 mail waits/);
    assert.ok((await desk.console.ownMessages.markRead('302', id)).ok);
    assert.match(await desk.good('message list'), /verstuurd +1\/2/);
    assert.match(await desk.good(`message show ${id} --lang en`), /301 +not read +waits/);
    await desk.bad(`message send ${id}`, 1, 'message-state');
    assert.match(await desk.good(`message retract ${id}`), /ingetrokken/);
    assert.match(await desk.good(`message remove ${id} --lang en`), /removed/);
    await desk.bad(`message show ${id}`, 1, 'not-found');
  });

  it('goes at once when that is wanted, and is refused for nobody', async () => {
    await desk.good('message write Let_op Zet_het_uit. --for 302 --urgent --send');
    assert.deepEqual(
      desk.console.ownMessages.list('302').map(({ subject, urgent }) => [subject, urgent]),
      [['Let op', true]],
    );
    await desk.bad('message write Ronde Tekst', 2, 'message-invalid');
    assert.match(
      await desk.bad('message write Ronde _ --for all', 2, 'message-invalid'),
      /1 tot 4000 tekens/,
    );
  });

  it('is answered, and the answer is seen to', async () => {
    await desk.good('message write Ronde Kom_je? --for all --send');
    assert.match(await desk.good('message replies'), /wacht geen antwoord/);
    assert.ok((await desk.console.ownMessages.reply('301', onlyId(), 'Ik kom.')).ok);
    const told = await desk.good('message replies');
    assert.match(told, /301 .*Ronde +Ik kom\./);
    const id = /message handled (\w+)/.exec(told)?.[1] ?? '';
    assert.match(await desk.good(`message handled ${id} --lang en`), /extension 301 was seen to/);
    assert.match(await desk.good('message replies --lang en'), /No answer waits/);
    assert.match(await desk.good('message replies --all'), /Ik kom\./);
  });
});

describe('an instruction', () => {
  it('goes by mail when it is given, and again on request', async () => {
    const given = await desk.good('instruction add --text Zet_het_uit. --for all --mail');
    assert.match(given, /1 mail gaat op weg/);
    assert.match(given, /Zonder mailadres: 302/);
    const [instruction] = desk.console.instructions.list();
    assert.match(
      await desk.good(`instruction mail ${instruction?.id} --lang en`),
      /1 had it within the last hour/,
    );
  });
});
