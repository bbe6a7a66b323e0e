import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { CliDesk } from '../../../testkit/cli-desk.ts';
import { OFFLINE } from '../../exchange/administration/live-exchange.ts';
import { type RadioStanding, UNLINKED } from '../../exchange/console/radios.ts';

const REPEATER = 'repeater --conference 900 --address 192.0.2.8 --remote-port 34001 --local-port 32001';

let desk: CliDesk;
let now: RadioStanding;

beforeEach(async () => {
  now = { ...UNLINKED, state: 'receiving' };
  desk = await CliDesk.open({ ...OFFLINE, running: true, radioState: () => now });
  await desk.good('conference add 900 --name Ronde');
});

describe('radio', () => {
  it('is linked, shown with what it does, and unlinked', async () => {
    assert.match(await desk.good('radio list'), /nog geen radio/);
    assert.match(await desk.good(`radio add ${REPEATER}`), /brug 900\. Laat die zijn USRP naar poort 32001/);
    assert.match(
      await desk.good('radio list --lang en'),
      /repeater +900 +192\.0\.2\.8 34001 +32001 +all who talk +receives/,
    );
    now = { ...UNLINKED, portTaken: true };
    assert.match(await desk.good('radio list'), /poort bezet/);
    assert.match(await desk.good('radio remove repeater --lang en'), /unlinked/);
    await desk.bad('radio remove repeater', 1, 'not-found');
  });

  it('takes its settings', async () => {
    await desk.good(`radio add ${REPEATER} --transmits keyed --talk-limit off --courtesy-tone off`);
    const { json } = await desk.run('radio list --json');
    const [radio] = json() as Record<string, unknown>[];
    assert.deepEqual(
      [radio?.['transmits'], radio?.['talkLimitSeconds'], radio?.['courtesyTone']],
      ['keyed', 0, false],
    );
  });

  it('is changed, and what is left out stays', async () => {
    await desk.good(`radio add ${REPEATER} --transmits keyed`);
    await desk.good('conference add 901 --name Net');
    const changed = await desk.good('radio set repeater --conference 901 --talk-limit 1m --local-port 32002');
    assert.match(changed, /brug 901\. Laat die zijn USRP naar poort 32002/);
    const { json } = await desk.run('radio list --json');
    const [radio] = json() as Record<string, unknown>[];
    assert.deepEqual(
      ['conference', 'localPort', 'talkLimitSeconds', 'transmits', 'address', 'courtesyTone'].map(
        (key) => radio?.[key],
      ),
      ['901', 32_002, 60, 'keyed', '192.0.2.8', true],
    );
    await desk.good('radio set repeater --lang en --local-port 32002');
    await desk.good(`radio add ${REPEATER.replace('repeater', 'node')}`);
    await desk.bad('radio set node --local-port 32002', 1, 'name-taken');
    await desk.bad('radio set node --courtesy-tone maybe', 2, 'setting-invalid');
    await desk.bad('radio set nobody --transmits voice', 1, 'not-found');
  });

  it('refuses what cannot be', async () => {
    for (const wrong of [
      '--transmits loudly',
      '--talk-limit long',
      '--courtesy-tone maybe',
      '--talk-limit 5s',
    ])
      await desk.bad(`radio add ${REPEATER} ${wrong}`, 2, 'setting-invalid');
    await desk.bad(`radio add ${REPEATER.replace('34001', 'many')}`, 2, 'setting-invalid');
    await desk.bad(`radio add ${REPEATER.replace('192.0.2.8', 'radio.example.net')}`, 2, 'address-invalid');
    await desk.bad(`radio add ${REPEATER.replace('900', '901')}`, 1, 'not-found');
    assert.match(await desk.bad('radio add repeater', 2, 'usage'), /--conference/);
  });
});
